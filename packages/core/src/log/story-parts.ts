import type { Quorum } from '../policy/plan.ts';
import type { Entry } from './entry.ts';
import { LogError } from './error.ts';

/** A member of an entry's body, if it is an object that has it. */
export function member({ body }: Pick<Entry, 'body'>, name: string): unknown {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return undefined;
  return Object.getOwnPropertyDescriptor(body, name)?.value as unknown;
}

export function isRecord(value: unknown): value is { [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

export function isTexts(value: unknown): value is string[] {
  return isList(value) && value.every((item) => typeof item === 'string');
}

export function isQuorums(value: unknown): value is Quorum[] {
  return (
    isList(value) &&
    value.every((one) => isRecord(one) && isCount(one['quorum']) && isTexts(one['groups']))
  );
}

/** As it is written here: other readings of a date take in any text. */
export function isMoment(text: string): boolean {
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text;
}

export function broken(why: string): LogError {
  return new LogError('broken_story', `The entries do not tell a decision: ${why}.`);
}
