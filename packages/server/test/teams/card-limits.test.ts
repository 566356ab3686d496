import type { Submission } from '@countersign/core/wire/submission';
import { validateCard } from '@countersign/emulator';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitsOnCard } from '../../src/chat/card.ts';
import { cardMessage } from '../../src/chat/teams/render/activity.ts';
import { renderCard } from '../../src/chat/teams/render/card.ts';
import type { CardContent } from '../../src/ports/chat.ts';
import { content, grace, state, submission, vote } from '../slack/fixtures.ts';
import { partsOf } from '../slack/parts.ts';
import { submissions } from '../slack/submissions.ts';
import { asSent } from './as-sent.ts';
import { buttonsOf } from './desk.ts';

/** Teams' limit is 100 KB of UTF-16 with what it adds by itself; ours leaves it room. */
const MOST_BYTES = 80_000;
const sixty = Array.from({ length: 60 }, (_, n) => `29:${String(n).padStart(90, 'x')}`);

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf16le');
}

function drawings(of: Submission): [CardContent, ReturnType<typeof renderCard>][] {
  const open = content({ submission: of, state: state({}, of) });
  const votes = [vote({ vote: 'reject', comment: of.reason ?? 'x', person: grace })];
  const settled = { ...open, state: { ...open.state, status: 'rejected' as const, votes } };
  return [open, settled].map((each) => [
    each,
    renderCard(each, { refreshFor: sixty, notice: 'x'.repeat(500) }),
  ]);
}

/** What people read, where code blocks are drawn (`first`) or where they are not. */
function readable(value: unknown, first: boolean): string {
  if (Array.isArray(value)) return value.map((item) => readable(item, first)).join('\n');
  if (typeof value !== 'object' || value === null) return '';
  const node = value as { [key: string]: unknown };
  const hidden = first ? 'fallback' : 'codeSnippet';
  if (node['type'] === 'RichTextBlock') return joined(node['inlines']);
  return Object.entries(node)
    .filter(([key]) => key !== hidden && key !== 'refresh' && key !== 'fallbackText')
    .map(([key, item]) =>
      key === 'text' || key === 'codeSnippet' ? String(item) : readable(item, first),
    )
    .join('\n');
}

function joined(inlines: unknown): string {
  return (inlines as { text: string }[]).map(({ text }) => text).join('');
}

const plain = (text: string) =>
  text.replaceAll('\u00a0', ' ').replaceAll('\u2060', '').replaceAll('\t', '    ');

describe('whatever a bot submits', () => {
  it('makes a card that Teams draws, below 80 KB', () => {
    fc.assert(
      fc.property(submissions, (of) => {
        for (const [, card] of drawings(of)) {
          expect(validateCard(asSent(card))).toEqual([]);
          expect(sizeOf(cardMessage(card))).toBeLessThanOrEqual(MOST_BYTES);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('can be approved with one click only where all of it stands on the card, with code blocks or without', () => {
    fc.assert(
      fc.property(submissions, (of) => {
        const [[, card] = []] = drawings(of);
        expect(buttonsOf(card).includes('Review…')).toBe(!fitsOnCard(of));
        if (!fitsOnCard(of)) return;
        for (const first of [true, false]) {
          const text = plain(readable(card, first));
          for (const part of partsOf(of).flatMap((each) => each.split('\n'))) {
            expect(text).toContain(plain(part));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

it.each([
  ['quotes', '"'],
  ['backslashes', '\\'],
  ['macros', '{{DATE('],
  ['short lines', 'x\n'],
  ['wide characters', '漢'],
  ['invisible characters', '\u200b'],
])('a card full of %s stays below 80 KB', (_, unit) => {
  for (const length of [500, 1_000, 2_000, 3_900, 4_000, 100_000]) {
    const diff = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    for (const [, card] of drawings(submission({ change: { diff } }))) {
      expect(sizeOf(cardMessage(card))).toBeLessThanOrEqual(MOST_BYTES);
      expect(validateCard(asSent(card))).toEqual([]);
    }
  }
});

it('every code block and badge has something in its place that is in the published schema', () => {
  const card = JSON.parse(JSON.stringify(renderCard(content())), (_, value: unknown) => {
    const { type, fallback } = (value ?? {}) as { type?: string; fallback?: unknown };
    return type === 'CodeBlock' || type === 'Badge' ? fallback : value;
  }) as { body: { type: string }[] };
  expect(validateCard(card)).toEqual([]);
  expect(card.body.every(({ type }) => type !== undefined && type !== 'CodeBlock')).toBe(true);
});
