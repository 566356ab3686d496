import { describe, expect, it } from 'vitest';
import { textCard } from '../../src/chat/teams/render/activity.ts';
import { renderCard, renderShown } from '../../src/chat/teams/render/card.ts';
import { waitingCard } from '../../src/chat/teams/render/list.ts';
import { partCards } from '../../src/chat/teams/render/parts.ts';
import { content, state, vote } from '../slack/fixtures.ts';
import { poisoned } from '../slack/poisoned.ts';
import { hostile } from './vectors/hostile.ts';

function drawings(text: string): unknown[] {
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
    renderCard(open, { notice: text, chat: 'https://teams.microsoft.com/l/chat/0/0' }),
    renderCard(done),
    renderShown(open),
    waitingCard({ waiting: [{ state: base, link: null }], reviews: [], isUnsure: false }),
    textCard(text),
    ...partCards('ours', text),
  ];
}

type Node = { [key: string]: unknown };

/** Every object inside. */
function nodes(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodes)];
}

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;
const BREAKS_A_MACRO = /(?<=\{)\u2060(?=\{)/gu;
const MACRO = /\{\{\s*(?:DATE|TIME)\s*\(/iu;
const OURS =
  /^\{\{DATE\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ, SHORT\)\}\} \{\{TIME\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\)\}\}$/u;

describe.each(hostile.map((text) => [JSON.stringify(text).slice(0, 40), text]))('%s', (_, text) => {
  it('stands nowhere that Teams reads markdown', () => {
    const blocks = nodes(drawings(text)).filter(
      ({ type }) => type === 'TextBlock' || type === 'FactSet',
    );
    const words = new Set(['Waiting for approval', 'Rejected']);
    expect(blocks.filter((block) => !words.has(String(block['text'])))).toEqual([]);
  });

  it('makes no date out of its own', () => {
    const texts = nodes(drawings(text)).flatMap((node) =>
      ['text', 'codeSnippet', 'fallbackText', 'title', 'label'].flatMap((key) => {
        const found = node[key];
        return typeof found === 'string' ? [found] : [];
      }),
    );
    expect(texts.filter((shown) => MACRO.test(shown) && !OURS.test(shown))).toEqual([]);
    expect(texts.length).toBeGreaterThan(30);
  });

  it('makes no link, and no link says another address than its own', () => {
    for (const { selectAction, text: says } of nodes(drawings(text))) {
      const { url } = (selectAction ?? {}) as { url?: string };
      if (url === undefined) continue;
      expect([
        ['https://tickets.example.com/1', 'https://tickets.example.com/1'],
        ['https://teams.microsoft.com/l/chat/0/0', 'the bot'],
      ]).toContainEqual([url, says]);
    }
  });

  it('hides nothing: what is invisible is shown as an escape', () => {
    const texts = nodes(drawings(text)).flatMap(({ text: shown, codeSnippet }) =>
      [shown, codeSnippet].filter((each) => typeof each === 'string'),
    );
    const hidden = texts.filter((shown) =>
      INVISIBLE.test(shown.replace(BREAKS_A_MACRO, '').replace(/[\n\t\u00a0]/g, '')),
    );
    expect(hidden).toEqual([]);
  });

  it('adds no button', () => {
    for (const drawing of drawings(text)) {
      const buttons = nodes(drawing).filter(({ type }) => type === 'Action.Execute');
      expect(buttons.length).toBeLessThanOrEqual(2);
    }
  });
});
