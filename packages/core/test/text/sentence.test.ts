import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jsonSentence, sentence } from '../../src/text/sentence.ts';

const part = z.strictObject({
  name: z.string().min(1).max(5),
  secret: z.string().min(16).optional(),
  count: z.int().min(2).max(9).optional(),
  above: z.number().gt(0).optional(),
  items: z.array(z.string()).min(1).max(2).optional(),
  mode: z.enum(['http', 'socket']).optional(),
  url: z.url().optional(),
  email: z.email().optional(),
  code: z
    .string()
    .regex(/^[a-z]$/u)
    .optional(),
  on: z.boolean().optional(),
  either: z.union([z.string(), z.array(z.string())]).optional(),
  inner: z.object({}).optional(),
  own: z.string().regex(/^x/u, 'must begin with x').optional(),
});

const said = (value: unknown, by = sentence) =>
  part.safeParse(value, { error: by }).error?.issues.map(({ message }) => message) ?? [];

describe('what zod found is told in sentences', () => {
  it.each([
    [{}, 'The key "name" is missing.'],
    [undefined, 'It is missing.'],
    ['x', 'This must be a mapping, and is text.'],
    [{ name: '' }, 'This must not be empty.'],
    [{ name: 'too long' }, 'This must have at most 5 characters.'],
    [{ name: 7 }, 'This must be text, and is a number.'],
    [{ name: null }, 'This must be text, and is empty.'],
    [{ name: 'a', secret: 'short' }, 'This must have at least 16 characters.'],
    [{ name: 'a', count: 1 }, 'This must be at least 2.'],
    [{ name: 'a', count: 10 }, 'This must be at most 9.'],
    [{ name: 'a', count: 2.5 }, 'This must be a whole number, and is a fraction.'],
    [{ name: 'a', count: Number.NaN }, 'This must be a number, and is none.'],
    [{ name: 'a', above: 0 }, 'This must be more than 0.'],
    [{ name: 'a', items: [] }, 'This must not be empty.'],
    [{ name: 'a', items: ['a', 'b', 'c'] }, 'This must have at most 2 items.'],
    [{ name: 'a', mode: 'tcp' }, 'This must be "http" or "socket".'],
    [{ name: 'a', url: 'nowhere' }, 'This must be a web address, as in https://example.com.'],
    [{ name: 'a', email: 'ada' }, 'This must be an e-mail address.'],
    [{ name: 'a', code: 'B' }, 'This must be written in another way.'],
    [{ name: 'a', on: 'yes' }, 'This must be true or false, and is text.'],
    [{ name: 'a', either: 7 }, 'This is none of what can stand here.'],
    [{ name: 'a', nmae: 1, x: 2 }, 'There is no key "nmae", nor "x" here.'],
    [{ name: 'a', own: 'y' }, 'must begin with x'],
  ])('%j', (value, told) => {
    expect(said(value)).toEqual([told]);
  });

  it('in the words of JSON, where it was JSON', () => {
    expect(said({ name: null, inner: 'x' }, jsonSentence)).toEqual([
      'This must be text, and is null.',
      'This must be an object, and is text.',
    ]);
  });

  it('which show what is invisible in a key', () => {
    expect(said({ name: 'a', 'a\u202Eb': 1 })).toEqual([
      String.raw`There is no key "a\u{202E}b" here.`,
    ]);
  });
});
