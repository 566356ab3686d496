import { compileWindow } from '../../../src/policy/calendar/compile.ts';
import type { Window } from '../../../src/policy/calendar/window.ts';

export function windowOf(written: unknown): Window {
  const result = compileWindow('freeze', written);
  if (!result.ok) throw new Error(result.faults.map(({ message }) => message).join('\n'));
  return result.window;
}

/** Faults as `path: message hint`. */
export function faultsOf(written: unknown): string[] {
  const result = compileWindow('freeze', written);
  if (result.ok) return [];
  return result.faults.map(
    ({ path, message, hint }) => `${path.join('.')}: ${[message, hint].filter(Boolean).join(' ')}`,
  );
}

export const at = (text: string): number => Date.parse(text);

export const shown = (span: { from: number; to: number } | undefined) =>
  span && [span.from, span.to].map((ms) => new Date(ms).toISOString().slice(0, 16).concat('Z'));
