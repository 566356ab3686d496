import { z } from 'zod';
import { didYouMean } from '../../text/did-you-mean.ts';
import { quote } from '../../text/quote.ts';
import type { Compiled } from '../conditions/condition.ts';
import { parseDuration } from '../duration.ts';
import type { Calendar } from '../languages.ts';

/** A mapping with these keys only; says which key was meant, whatever else is wrong with the rest. */
export function fields<S extends z.ZodRawShape>(shape: S) {
  return z.looseObject(shape).superRefine(
    (value, context) => {
      for (const key of Object.keys(isMapping(value) ? value : {})) {
        if (Object.hasOwn(shape, key)) continue;
        const message = `There is no key ${quote(key)} here.`;
        const hint =
          didYouMean(key, Object.keys(shape)) ?? `Known here: ${Object.keys(shape).join(', ')}.`;
        context.addIssue({ code: 'custom', path: [key], message, params: { hint, at: 'key' } });
      }
    },
    { when: () => true },
  );
}

export function isMapping(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function list<T extends z.ZodType>(item: T) {
  return z.array(item).transform((items) => [...new Set(items)]);
}

export function nonEmpty<T extends z.ZodType>(item: T, message: string) {
  return z.array(item).min(1, message);
}

const NAME = /^[a-zA-Z0-9][\w.-]{0,63}$/;
const NAME_RULE =
  'A name is 1 to 64 of a-z, A-Z, 0-9, ".", "_" and "-", and begins with a letter or digit.';

export function label() {
  return z.string().regex(NAME, NAME_RULE);
}

/** One line of so many visible characters, without spaces at its ends. */
export function line(what: string, max: number) {
  return z
    .string()
    .regex(
      new RegExp(String.raw`^[^\s\p{C}](?:[^\p{C}]{0,${max - 2}}[^\s\p{C}])?$`, 'u'),
      `A ${what} is 1 to ${max} visible characters.`,
    );
}

/** A mapping from names to parts of one kind. */
export function named<T extends z.ZodType>(part: T) {
  const checked = z.record(z.string(), part).superRefine(
    (value, context) => {
      for (const name of Object.keys(isMapping(value) ? value : {})) {
        if (NAME.test(name)) continue;
        const params = { at: 'key' };
        context.addIssue({ code: 'custom', path: [name], message: NAME_RULE, params });
      }
    },
    { when: () => true },
  );
  return checked.meta({ propertyNames: { pattern: NAME.source } });
}

export function known(what: string, names: ReadonlySet<string> | undefined) {
  return z
    .string()
    .min(1, `The ${what}'s name is empty.`)
    .superRefine((name, context) => {
      if (name === '' || names === undefined || names.has(name)) return;
      const hint = didYouMean(name, names);
      const message = `There is no ${what} ${quote(name)}.`;
      context.addIssue({ code: 'custom', message, params: { hint } });
    });
}

// Not z.int(): its issue keeps the checks of the mappings around it from running.
export function count(whole: string, least: string) {
  return z
    .number()
    .refine((number) => Number.isSafeInteger(number), whole)
    .refine((number) => number >= 1, least)
    .meta({ type: 'integer', minimum: 1 });
}

export function quorum() {
  return count(
    'A quorum is a whole number of people.',
    'The quorum is at least 1: no request is approved by nobody.',
  );
}

const MIN_DURATION = 10_000;
const MAX_DURATION = 7 * 86_400_000;

export function duration() {
  const message = 'A duration is a whole number with s, m, h or d, from 10s to 7d: 90s, 15m, 1h.';
  return z
    .string()
    .refine((text) => {
      const ms = parseDuration(text);
      return ms !== undefined && ms >= MIN_DURATION && ms <= MAX_DURATION;
    }, message)
    .meta({ pattern: '^[0-9]{1,9}[smhd]$' });
}

export function zone({ isZone, zoneHint }: Calendar) {
  return z.string().superRefine((name, context) => {
    if (isZone(name)) return;
    const message = `There is no time zone ${quote(name)}.`;
    context.addIssue({ code: 'custom', message, params: { hint: zoneHint(name) } });
  });
}

/** The next such time after a request was asked. */
export function timeOfDay({ nextTimeOfDay }: Calendar) {
  const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
  return z
    .string()
    .refine(
      (text) => TIME.test(text) && nextTimeOfDay(text, 'UTC', 0) !== undefined,
      'This is not a time of day: it looks like 22:00, between quotes.',
    )
    .meta({ pattern: TIME.source });
}

/** CEL; its fault is told where it stands in the condition. */
export function condition(compile: (source: string) => Compiled) {
  return z.string().superRefine((source, context) => {
    const compiled = compile(source);
    if (compiled.ok) return;
    const { message, hint, at } = compiled;
    context.addIssue({ code: 'custom', message, params: { hint, within: at } });
  });
}
