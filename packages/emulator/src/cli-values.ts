import { readFileSync } from 'node:fs';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { z } from 'zod';

/** Why the program can't start, in a sentence for the person who ran it. */
export class UsageError extends Error {}

export const text = { type: 'string' } as const;
export const flag = { type: 'boolean', default: false } as const;

/** The options as they were given. This and all below throw a UsageError. */
export function parsed<T extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: T,
) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

export function wholeNumber(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new UsageError(`--${option} takes a whole number, not ${JSON.stringify(value)}.`);
}

export function httpUrl(option: string, value: string | undefined): string | undefined {
  if (value === undefined || /^https?:$/.test(URL.parse(value)?.protocol ?? '')) return value;
  throw new UsageError(`--${option} takes an http or https URL, not ${JSON.stringify(value)}.`);
}

export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${String(error)}`);
  }
}

/** `what` a file of JSON holds: the workspace, the directory. */
export function jsonOf<T>(what: string, file: string, schema: z.ZodType<T>): T {
  const json = textOf(file);
  try {
    return schema.parse(JSON.parse(json));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new UsageError(`The ${what} in ${file} can't be used: ${why}`);
  }
}
