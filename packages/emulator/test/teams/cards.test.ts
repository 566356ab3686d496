import { describe, expect, it } from 'vitest';
import { validateCard } from '../../src/index.ts';
import { plainCard, requestCard } from './support/bot.ts';

const text = { type: 'TextBlock', text: 'x' };
const withBody = (...body: object[]) => ({ ...plainCard(''), body });

describe('a card that Teams draws', () => {
  it.each<[string, object]>([
    ['text', plainCard('hello')],
    ['buttons, an input and a refresh', requestCard(['29:1abc'])],
    ['the full width', { ...plainCard('x'), msteams: { width: 'Full' } }],
    [
      'facts, columns and tables',
      withBody(
        { type: 'FactSet', facts: [{ title: 'Commit', value: '4f1c2a9' }] },
        { type: 'ColumnSet', columns: [{ type: 'Column', width: 'auto', items: [text] }] },
        {
          type: 'Table',
          columns: [{ width: 1 }],
          rows: [{ type: 'TableRow', cells: [{ type: 'TableCell', items: [text] }] }],
        },
        { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'x', fontType: 'Monospace' }] },
      ),
    ],
    [
      'code and a badge, which only Teams has',
      withBody(
        { type: 'CodeBlock', codeSnippet: '- a\n+ b', language: 'PlainText', fallback: text },
        { type: 'Badge', text: 'Production', style: 'Attention', fallback: text },
      ),
    ],
    ['something unknown with an alternative', withBody({ type: 'Hologram', fallback: 'drop' })],
    [
      'an unfolding card',
      {
        ...plainCard('x'),
        actions: [{ type: 'Action.ShowCard', title: 'Reject', card: requestCard() }],
      },
    ],
    [
      'whatever the bot put into its data',
      {
        ...plainCard('x'),
        actions: [
          {
            type: 'Action.Execute',
            verb: 'x',
            data: { type: 'strange', id: 'r1', nested: [{ type: 5 }] },
          },
        ],
      },
    ],
  ])('may have %s', (_what, card) => {
    expect(validateCard(card)).toEqual([]);
  });
});

describe('a card that Teams does not draw', () => {
  it.each<[string, unknown, string, string]>([
    ['none at all', 'card', '', 'is no object'],
    ['no version', { type: 'AdaptiveCard', body: [] }, '/version', 'must be 1.0 to 1.5'],
    ['a later version', { ...plainCard('x'), version: '1.6' }, '/version', 'must be 1.0 to 1.5'],
    [
      'Action.Execute before its time',
      { ...requestCard(), version: '1.3' },
      '/actions/0',
      'needs version 1.4',
    ],
    ['an unknown element', withBody({ type: 'TextBlok' }), '/body/0', 'unknown type TextBlok'],
    ['an unknown field', withBody({ ...text, colour: 'x' }), '/body/0', 'unknown field colour'],
    ['a missing field', withBody({ type: 'TextBlock' }), '/body/0', "required property 'text'"],
    [
      'a wrong value, deep inside',
      withBody({ type: 'Container', items: [{ ...text, size: 'huge' }] }),
      '/body/0/items/0/size',
      'allowed values',
    ],
    [
      'code in a language Teams does not know',
      withBody({ type: 'CodeBlock', codeSnippet: 'x', language: 'Rust' }),
      '/body/0',
      'must be one of',
    ],
    [
      'two elements of one id',
      withBody({ ...text, id: 'a' }, { ...text, id: 'a' }),
      '/body/1/id',
      'repeats the id a',
    ],
    [
      'a refresh for 61 people',
      requestCard(Array.from({ length: 61 }, (_, i) => `29:${i}`)),
      '/refresh/userIds',
      'more than 60',
    ],
  ])('has %s', (_what, card, path, what) => {
    expect(validateCard(card)[0]).toEqual({ path, what: expect.stringContaining(what) });
  });
});
