import { validateMessage, validateView } from '@countersign/emulator';
import type { Submission } from '@countersign/core/wire/submission';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CardContent } from '../../src/ports/chat.ts';
import { renderMessage } from '../../src/chat/slack/render/message.ts';
import { emergencyModal, rejectModal, reviewModal } from '../../src/chat/slack/render/modals.ts';
import { content, grace, state, submission, vote } from './fixtures.ts';
import { partsOf } from './parts.ts';
import { submissions } from './submissions.ts';
import { aStage } from '../../../core/test/support/stage.ts';

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

function buttonsOf(blocks: readonly unknown[]): { action_id: string }[] {
  return blocks.flatMap((block) => {
    const { type, elements } = block as { type: string; elements?: { action_id: string }[] };
    return type === 'actions' ? (elements ?? []) : [];
  });
}

function allText(value: unknown): string {
  if (Array.isArray(value)) return value.map(allText).join('\n');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, item]) => (key === 'text' && typeof item === 'string' ? item : allText(item)))
    .join('\n');
}

const long = (n: number, text: string) => `${n} ${text}`.repeat(60);

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
        const drawn = content({ submission: of });
        for (const view of [reviewModal(drawn, '{}'), rejectModal(drawn.state, '{}')]) {
          expect(validateView(view)).toEqual([]);
          expect(textOf(view.blocks)).toBeLessThanOrEqual(BUDGET);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('Approve is on the card only where every character of the change is', () => {
    let approvable = 0;
    fc.assert(
      fc.property(submissions, (of) => {
        const { blocks } = renderMessage(content({ submission: of }), 'n1');
        const approve = buttonsOf(blocks).some((button) => button.action_id === 'approve');
        const shown = allText(blocks);
        const hidden = partsOf(of).filter((part) => !shown.includes(part));
        approvable += approve ? 1 : 0;
        expect(approve && hidden.length > 0).toBe(false);
      }),
      { numRuns: 200 },
    );
    expect(approvable).toBeGreaterThan(20);
  });

  it('a megabyte of it still has both buttons', () => {
    const lines = '+\u202e< & > line\n'.repeat(60_000);
    const diff = `--- a/x\n+++ b/x\n@@ -0,0 +1,60000 @@\n${lines}`.slice(0, 1_000_000);
    const message = renderMessage(content({ submission: submission({ change: { diff } }) }), 'n');
    expect(validateMessage(message)).toEqual([]);
    expect(buttonsOf(message.blocks)).toHaveLength(2);
  });

  it('forms of as much as they hold stay within it, however many stages there are', () => {
    const stages = Array.from({ length: 12 }, (_, n) =>
      aStage({ name: long(n, 'stage'), quorum: 30, groups: [long(1, 'group'), long(2, 'group')] }),
    );
    const diff = `--- a/x\n+++ b/x\n@@ -0,0 +1,70 @@\n${`+${'x'.repeat(91)}\n`.repeat(70)}`;
    const whole = submission({
      resource: 'p\u0430y'.repeat(40),
      parameters: {},
      change: { diff: diff.slice(0, 5_600) },
      reason: 'y'.repeat(2_000),
      tickets: Array.from({ length: 9 }, (_, n) => ({
        key: `OPS-${n}`,
        title: 'z'.repeat(300),
        url: `https://tickets.example.com/${'t'.repeat(115)}`,
      })),
    });
    const behind = Array.from({ length: 9 }, (_, n) => ({
      id: `p${n}`,
      name: `${grace.name} ${n}`.repeat(20),
      as: 'starter' as const,
    }));
    const masked = [{ rule: 'github '.repeat(20), count: 9 }];
    const base = state({ masked }, whole);
    const grant = {
      targets: ['t', 'u'].map((name) => name.repeat(90)),
      audience: ['a'.repeat(90)],
    };
    const plan = {
      ...base.plan,
      stages,
      grant: { ...grant, lifetimeMs: 60_000, scope: [], uses: 1 },
    };
    const waits = { until: 1, by: ['a', 'b', 'c'].map((name) => name.repeat(90)) };
    const drawn = content({ submission: whole, state: { ...base, behind, plan }, waits });
    const eligible = behind;
    for (const view of [
      reviewModal({ ...drawn, eligible, details: { approvable: true } }, '{}'),
      emergencyModal(drawn, '{}'),
    ]) {
      expect(validateView(view)).toEqual([]);
      expect(allText(view.blocks)).not.toContain('Not shown here');
      expect(textOf(view.blocks)).toBeLessThanOrEqual(BUDGET);
    }
  });

  it('names of people are bounded as well', () => {
    const crowd = Array.from({ length: 500 }, (_, n) => ({
      id: `p${n}`,
      name: `${grace.name} ${n}`.repeat(20),
    }));
    const stages = Array.from({ length: 40 }, (_, n) =>
      aStage({
        name: `stage ${n} `.repeat(30),
        quorum: 30,
        groups: crowd.slice(0, 50).map((p) => p.name),
      }),
    );
    const behind = crowd.map((person) => ({ ...person, as: 'starter' as const }));
    const base = state();
    const message = renderMessage(
      content({ eligible: crowd, state: state({ behind, plan: { ...base.plan, stages } }) }),
      'n1',
    );
    expect(validateMessage(message)).toEqual([]);
    expect(textOf(message.blocks)).toBeLessThanOrEqual(BUDGET);
  });
});
