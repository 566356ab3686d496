import { validateMessage, validateView } from '@countersign/emulator';
import type { Submission } from '@countersign/core/wire/submission';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitsOnCard } from '../../src/chat/card.ts';
import type { CardContent } from '../../src/ports/chat.ts';
import { renderMessage } from '../../src/chat/slack/render/message.ts';
import { rejectModal, reviewModal } from '../../src/chat/slack/render/modals.ts';
import { content, grace, state, vote } from './fixtures.ts';
import { submissions } from './submissions.ts';

const BUDGET = 10_000;

function textOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + textOf(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) =>
      sum + (key === 'text' && typeof item === 'string' ? item.length : textOf(item)),
    0,
  );
}

function buttonsOf(blocks: readonly unknown[]): unknown[] {
  return blocks.flatMap((block) => {
    const { type, elements } = block as { type: string; elements?: unknown[] };
    return type === 'actions' ? (elements ?? []) : [];
  });
}

const endings: ((of: Submission) => Partial<CardContent>)[] = [
  () => ({}),
  (of) => ({
    state: state(
      { status: 'rejected', votes: [vote({ vote: 'reject', comment: 'x'.repeat(1_000) })] },
      of,
    ),
  }),
  (of) => ({
    state: state({ status: 'approved', votes: [vote()], decidedAt: 1 }, of),
    outcome: { status: 'failed', exitCode: 1, message: 'y'.repeat(2_000), at: 2 },
  }),
];

describe('whatever a bot submits', () => {
  it('its card is one that Slack takes, within the budget, with both buttons while it is open', () => {
    fc.assert(
      fc.property(submissions, fc.constantFrom(...endings), (of, ending) => {
        const drawn = content({ submission: of, ...ending(of) });
        const message = renderMessage(drawn, 'n1');
        expect(validateMessage(message)).toEqual([]);
        expect(textOf(message.blocks)).toBeLessThanOrEqual(BUDGET);
        expect(message.text.length).toBeLessThanOrEqual(BUDGET);
        expect(buttonsOf(message.blocks)).toHaveLength(drawn.state.status === 'pending' ? 2 : 0);
      }),
      { numRuns: 150 },
    );
  });

  it('its modals are ones that Slack takes', () => {
    fc.assert(
      fc.property(submissions, (of) => {
        for (const modal of [reviewModal, rejectModal]) {
          const view = modal(content({ submission: of }), '{"control":"c"}');
          expect(validateView(view)).toEqual([]);
          expect(textOf(view.blocks)).toBeLessThanOrEqual(BUDGET);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('Approve is on the card only where every character of the change is', () => {
    fc.assert(
      fc.property(submissions, (of) => {
        const { blocks } = renderMessage(content({ submission: of }), 'n1');
        const actions = buttonsOf(blocks).map(
          (button) => (button as { action_id: string }).action_id,
        );
        expect(actions).toEqual([fitsOnCard(of) ? 'approve' : 'review', 'reject']);
      }),
      { numRuns: 100 },
    );
  });

  it('a megabyte of it is drawn in well under a second', () => {
    const diff =
      `--- a/x\n+++ b/x\n@@ -0,0 +1,20000 @@\n${'+\u202e< & > line\n'.repeat(20_000)}`.slice(
        0,
        1_000_000,
      );
    const of = { ...content().submission, change: { diff } };
    const start = performance.now();
    expect(validateMessage(renderMessage(content({ submission: of }), 'n'))).toEqual([]);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('names of people are bounded as well', () => {
    const crowd = Array.from({ length: 500 }, (_, n) => ({
      id: `p${n}`,
      name: `${grace.name} ${n}`.repeat(20),
    }));
    const stages = Array.from({ length: 40 }, (_, n) => ({
      name: `stage ${n} `.repeat(30),
      quorum: 30,
      groups: crowd.slice(0, 50).map((p) => p.name),
    }));
    const base = state();
    const message = renderMessage(
      content({ eligible: crowd, state: state({ behind: crowd, plan: { ...base.plan, stages } }) }),
      'n1',
    );
    expect(validateMessage(message)).toEqual([]);
    expect(textOf(message.blocks)).toBeLessThanOrEqual(BUDGET);
  });
});
