import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateMessage, validateView } from '../../src/blocks/validate.ts';

/** Property names and types of Block Kit, so that random JSON gets past the first look. */
const key = fc.constantFrom(
  'type',
  'text',
  'elements',
  'fields',
  'element',
  'options',
  '__proto__',
);
const word = fc.constantFrom('section', 'actions', 'button', 'rich_text', 'mrkdwn', 'toString', '');
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 6 },
    word,
    fc.jsonValue(),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(key, tie('json'), { maxKeys: 4 }),
  ),
}));

describe('any JSON at all', () => {
  it('is judged without a crash', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(Array.isArray(validateMessage({ blocks: value }))).toBe(true);
        expect(Array.isArray(validateView(value))).toBe(true);
      }),
    );
  });

  it('is judged without a crash however deep it nests', () => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    expect(validateMessage({ blocks: [deep] })).toHaveLength(1);
    expect(validateView(deep)).toHaveLength(1);
  });
});
