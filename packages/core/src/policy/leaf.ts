import { z } from 'zod';
import { didYouMean } from '../text/did-you-mean.ts';
import { parseDuration } from './duration.ts';
import { compileGlob } from './glob.ts';
import { quote } from '../text/quote.ts';

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

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function list<T extends z.ZodType>(item: T) {
  return z.array(item).transform((items) => [...new Set(items)]);
}

export function nonEmpty<T extends z.ZodType>(item: T, message: string) {
  return z.array(item).min(1, message);
}

const NAME = /^[a-z0-9][\w.-]{0,63}$/i;
const NAME_RULE =
  'A name is 1 to 64 of a-z, A-Z, 0-9, ".", "_" and "-", and begins with a letter or digit.';

export function label() {
  return z.string().regex(NAME, NAME_RULE);
}

/** A mapping from names to parts of one kind. */
export function named<T extends z.ZodType>(part: T) {
  return z.record(z.string(), part).superRefine(
    (value, context) => {
      for (const name of Object.keys(isMapping(value) ? value : {})) {
        if (NAME.test(name)) continue;
        const params = { at: 'key' };
        context.addIssue({ code: 'custom', path: [name], message: NAME_RULE, params });
      }
    },
    { when: () => true },
  );
}

export function slackId(letter: 'C' | 'S', what: string, wrong: string) {
  const first = letter === 'C' ? '[CG]' : letter;
  return z
    .string()
    .regex(
      new RegExp(`^${first}[A-Z0-9]{2,30}$`),
      `This is not the id of ${what}: it looks like ${letter}0123ABCD, and is not a name like ${wrong}.`,
    );
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function entraGroup() {
  return z
    .string()
    .toLowerCase()
    .regex(
      GUID,
      'This is not the object id of an Entra group: it looks like 8-4-4-4-12 hex digits.',
    );
}

export function teamsChannel() {
  return z
    .string()
    .regex(
      /^19:[\w-]{1,100}@thread\.(?:tacv2|skype)$/,
      'This is not the id of a Teams channel: it looks like 19:…@thread.tacv2, as in the link to the channel once %3a is ":" and %40 is "@".',
    );
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
export function quorum() {
  return z
    .number()
    .refine((count) => Number.isSafeInteger(count), 'A quorum is a whole number of people.')
    .refine((count) => count >= 1, 'The quorum is at least 1: no request is approved by nobody.');
}

const MIN_EXPIRES = 10_000;
const MAX_EXPIRES = 7 * 86_400_000;

export function duration() {
  const message = 'A duration is a whole number with s, m, h or d, from 10s to 7d: 90s, 15m, 1h.';
  return z.string().refine((text) => {
    const ms = parseDuration(text);
    return ms !== undefined && ms >= MIN_EXPIRES && ms <= MAX_EXPIRES;
  }, message);
}

type GlobRule = (pattern: string) => string | undefined;

// A glob that can match nothing would let its requests fall through to a laxer rule.
export const slugGlob: GlobRule = (pattern) =>
  /^[a-z0-9._*-]*$/.test(pattern)
    ? undefined
    : 'This can never match: actions and environments are of a-z, 0-9, ".", "_" and "-".';
export const resourceGlob: GlobRule = (pattern) =>
  /\s/.test(pattern) ? 'This can never match: resources have no spaces.' : undefined;

/** One glob or a list of them. */
export function globs(rule: GlobRule = () => undefined) {
  const glob = z.string().superRefine((pattern, context) => {
    const compiled = compileGlob(pattern);
    const message = compiled.ok ? rule(pattern) : compiled.message;
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });
  const empty = 'An empty list matches nothing. Leave the field out to match anything.';
  return z.preprocess(
    (value) => (typeof value === 'string' ? [value] : value),
    nonEmpty(glob, empty),
  );
}
