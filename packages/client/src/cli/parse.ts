import { InvalidArgumentError } from 'commander';
import { JsonFault, readJson } from '@countersign/core/json/read';
import type { Json, Ticket } from '@countersign/core/wire/types';

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `90s`, `30m`, `2h`, `1d` in milliseconds. */
export function parseDuration(text: string): number {
  const [, digits, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const ms = Number(digits) * (unitMs[unit as keyof typeof unitMs] ?? Number.NaN);
  if (ms > 0) return ms;
  throw new InvalidArgumentError('A duration is a number and s, m, h or d, as in 30m.');
}

/** As long as the service lets a request stay open: 10 s to 7 days (`packages/core/src/wire/submission.ts`). */
export function parseExpiry(text: string): number {
  const ms = parseDuration(text);
  if (ms >= 10 * unitMs.s && ms <= 7 * unitMs.d) return ms;
  throw new InvalidArgumentError('A request stays open for 10s to 7d.');
}

/** 1 to 100 */
export function parseCount(text: string): number {
  const count = Number(text);
  if (/^\d{1,3}$/.test(text) && count >= 1 && count <= 100) return count;
  throw new InvalidArgumentError('It must be a number from 1 to 100.');
}

/** `key=text` or `key:=json`; added to those before. */
export function parseParameter(
  text: string,
  before: Record<string, Json> = {},
): Record<string, Json> {
  const [name, value] = cut(text, '=');
  if (value === undefined || name === '' || name === ':') {
    throw new InvalidArgumentError(
      'A parameter is key=text, or key:=json for numbers, lists and objects.',
    );
  }
  if (!name.endsWith(':')) return withMember(before, name, value);
  return withMember(before, name.slice(0, -1), parseJson(value));
}

/** `key=text`; added to those before. */
export function parseText(
  text: string,
  before: Record<string, string> = {},
): Record<string, string> {
  const [name, value] = cut(text, '=');
  if (value === undefined || name === '') throw new InvalidArgumentError('It is key=text.');
  return { ...before, [name]: value };
}

/** `OPS-214` or `OPS-214=https://tickets.example.com/OPS-214`. */
export function parseTicket(text: string, before: Ticket[] = []): Ticket[] {
  const [key, url] = cut(text, '=');
  if (key === '' || url === '') {
    throw new InvalidArgumentError('A ticket is KEY or KEY=URL.');
  }
  return [...before, url === undefined ? { key } : { key, url }];
}

export function parseTarget(text: string, before: string[] = []): string[] {
  if (text === '') throw new InvalidArgumentError('A target is a name.');
  if (before.includes(text)) throw new InvalidArgumentError('This target is named twice.');
  return [...before, text];
}

export function parseAudience(text: string, before: string[] = []): string[] {
  if (text === '') throw new InvalidArgumentError('An audience is a name.');
  return [...before, text];
}

export type ArtifactPath = { name: string; path: string };

/** `name=path`; the file's SHA-256 becomes part of the change. */
export function parseArtifact(text: string, before: ArtifactPath[] = []): ArtifactPath[] {
  const [name, path] = cut(text, '=');
  if (name === '' || path === undefined || path === '') {
    throw new InvalidArgumentError('An artifact is name=path.');
  }
  return [...before, { name, path }];
}

function withMember(before: Record<string, Json>, name: string, value: Json): Record<string, Json> {
  if (Object.hasOwn(before, name)) {
    throw new InvalidArgumentError(`The parameter ${name} is given twice.`);
  }
  return { ...before, [name]: value };
}

/** As strictly as the service reads it, so that nothing is put to people that it would refuse. */
function parseJson(text: string): Json {
  try {
    return readJson(text) as Json;
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const plain = error.code === 'not_json' ? 'What follows := must be JSON.' : error.message;
    throw new InvalidArgumentError(plain);
  }
}

function cut(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
