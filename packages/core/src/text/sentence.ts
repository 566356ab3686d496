import type { z } from 'zod';
import { quote } from './quote.ts';

/** What things are called where the text was written. */
type Words = { mapping: string; null: string };

/** Says in a sentence what zod found in YAML, for the issues that have no sentence of ours. */
export const sentence = sentences({ mapping: 'a mapping', null: 'empty' });

/** The same for JSON. */
export const jsonSentence = sentences({ mapping: 'an object', null: 'null' });

function sentences(words: Words): (issue: z.core.$ZodRawIssue) => string {
  return (issue) => {
    switch (issue.code) {
      case 'invalid_type':
        return wrongType(issue, words);
      case 'too_small':
        return `This must ${least(issue)}.`;
      case 'too_big':
        return `This must ${most(issue)}.`;
      case 'invalid_value':
        return `This must be ${issue.values.map(String).map(quote).join(' or ')}.`;
      case 'unrecognized_keys':
        return `There is no key ${issue.keys.map(quote).join(', nor ')} here.`;
      case 'invalid_format':
        return `This must be ${formats[issue.format] ?? 'written in another way'}.`;
      case 'invalid_key':
        return 'This key is none that can stand here.';
      case 'invalid_union':
      case 'invalid_element':
      case 'not_multiple_of':
      case 'custom':
        return 'This is none of what can stand here.';
    }
  };
}

const kinds: { [expected: string]: string } = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
};

function wrongType(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidType>, words: Words): string {
  const { input, path = [], expected } = issue;
  const last = path.at(-1);
  if (input === undefined) {
    return last === undefined ? 'It is missing.' : `The key ${quote(String(last))} is missing.`;
  }
  const wanted = kinds[expected] ?? (mappings.has(expected) ? words.mapping : expected);
  return `This must be ${wanted}, and is ${kindOf(input, words)}.`;
}

const mappings = new Set(['object', 'record']);

function kindOf(value: unknown, words: Words): string {
  if (value === null) return words.null;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  if (Number.isNaN(value)) return 'none';
  if (value === Infinity || value === -Infinity) return 'without end';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a fraction';
  return typeof value === 'boolean' ? 'true or false' : words.mapping;
}

function least({
  origin,
  minimum,
  inclusive,
}: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
  const isCounted = origin === 'string' || origin === 'array';
  if (isCounted && Number(minimum) === 1) return 'not be empty';
  return bound(origin, inclusive === false ? 'more than' : 'at least', minimum);
}

function most({ origin, maximum, inclusive }: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig>): string {
  return bound(origin, inclusive === false ? 'less than' : 'at most', maximum);
}

function bound(origin: string, how: string, limit: number | bigint): string {
  if (origin === 'string') return `have ${how} ${limit} characters`;
  return origin === 'array' ? `have ${how} ${limit} items` : `be ${how} ${limit}`;
}

const formats: { [format: string]: string } = {
  url: 'a web address, as in https://example.com',
  email: 'an e-mail address',
  datetime: 'a date and time, as in 2026-11-22T16:02:05Z',
  safeint: 'a whole number',
};
