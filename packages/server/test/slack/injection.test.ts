import { describe, expect, it } from 'vitest';
import type { KnownBlock } from '@slack/types';
import { textMessage } from '../../src/chat/slack/render/blocks.ts';
import { renderMessage } from '../../src/chat/slack/render/message.ts';
import { reviewModal } from '../../src/chat/slack/render/modals.ts';
import { fallback } from '../../src/chat/slack/render/text.ts';
import { content, state, vote } from './fixtures.ts';
import { poisoned } from './poisoned.ts';
import { hostile } from './vectors/hostile.ts';

function drawings(text: string): { text: string; blocks: readonly KnownBlock[] }[] {
  const person = { id: 'p', name: text };
  const submission = poisoned(text);
  const base = state(
    { identity: { id: 'x', name: text }, behind: [{ ...person, as: 'owner' }] },
    submission,
  );
  const open = content({ submission, state: base, eligible: [{ id: 'q', name: text }] });
  const votes = [vote({ person, vote: 'reject', comment: text })];
  const settled = { ...open, state: { ...base, status: 'rejected' as const, votes } };
  const done = { ...settled, outcome: { status: 'failed' as const, message: text, at: 1 } };
  return [
    renderMessage(open, 'n'),
    renderMessage(done, 'n'),
    { text: '', blocks: reviewModal(open, '{}').blocks as KnownBlock[] },
    textMessage(text),
  ];
}

/** Every object inside. */
function nodes(value: unknown): { [key: string]: unknown }[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  if (typeof value !== 'object' || value === null) return [];
  return [value as { [key: string]: unknown }, ...Object.values(value).flatMap(nodes)];
}

const MARKUP = /^(mrkdwn|markdown|user|usergroup|channel|broadcast|emoji|team)$/;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;

describe.each(hostile.map((text) => [JSON.stringify(text).slice(0, 40), text]))('%s', (_, text) => {
  it('is never read as markup: no mrkdwn, no mention, no emoji', () => {
    const drawn = nodes(drawings(text).map(({ blocks }) => blocks));
    expect(drawn.filter(({ type }) => MARKUP.test(String(type)))).toEqual([]);
    expect(drawn.filter(({ type, emoji }) => type === 'plain_text' && emoji !== false)).toEqual([]);
  });

  it('makes no link, and no link says another address than its own', () => {
    for (const { blocks } of drawings(text)) {
      for (const node of nodes(blocks).filter(({ type }) => type === 'link')) {
        expect(node).toEqual({ type: 'link', url: 'https://tickets.example.com/1' });
      }
    }
  });

  it('hides nothing: what is invisible is shown as an escape', () => {
    const drawn = nodes(drawings(text).map(({ blocks }) => blocks));
    const texts = drawn.flatMap((node) => (typeof node['text'] === 'string' ? [node['text']] : []));
    expect(texts.filter((shown) => INVISIBLE.test(shown.replace(/[\n\t]/g, '')))).toEqual([]);
    expect(texts.length).toBeGreaterThan(20);
  });

  it('adds no button', () => {
    for (const { blocks } of drawings(text)) {
      const buttons = nodes(blocks).filter(({ type }) => type === 'button');
      expect(buttons.length).toBeLessThanOrEqual(2);
    }
  });

  it('does nothing in the fallback text either', () => {
    for (const line of [fallback(text), ...drawings(text).map((drawing) => drawing.text)]) {
      expect(line).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      expect(line).not.toMatch(/:\/\/|\w\.\w|[@#]\w/);
    }
  });
});
