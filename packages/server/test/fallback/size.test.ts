import { validateCard, validateMessage } from '@countersign/emulator';
import type { Submission } from '@countersign/core/wire/submission';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noticeText } from '../../src/chat/card/notice.ts';
import { drawings, type Drawing } from '../../src/chat/one-way.ts';
import { slackDrawing } from '../../src/chat/slack/incoming-webhook.ts';
import { teamsDrawing } from '../../src/chat/teams/workflow.ts';
import type { CardContent, FallbackNotice } from '../../src/ports/chat.ts';
import { content, grace, state, submission } from '../slack/fixtures.ts';
import { submissions } from '../slack/submissions.ts';
import { aStage } from '../../../core/test/support/stage.ts';

/** Ours; the service takes 28 KB and does not say how it counts. */
const MOST_BYTES = 21_000;
const MOST_CHARACTERS = 10_000;
const link = `https://teams.microsoft.com/l/message/${'x'.repeat(200)}`;
const notice: FallbackNotice = {
  unposted: { platform: 'teams', channel: `19:${'x'.repeat(100)}@thread.tacv2` },
  decide: { where: 'card', link },
  again: true,
};

function drawn(of: CardContent, drawing: Drawing): object[] {
  return [...drawings(of, noticeText(of, notice), drawing)];
}

/** What Teams or Slack would not take, and what has to be said and is not. */
function faultsOf(of: CardContent): unknown[] {
  const teams = drawn(of, teamsDrawing).flatMap((body) => {
    const text = JSON.stringify(body);
    const size = Math.max(Buffer.byteLength(text, 'utf16le'), Buffer.byteLength(text, 'utf8'));
    const { attachments } = JSON.parse(text) as { attachments: { content: unknown }[] };
    return [
      ...(size > MOST_BYTES ? [`Teams: ${size} bytes`] : []),
      ...validateCard(attachments[0]?.content),
      ...missing(text, of),
    ];
  });
  const slack = drawn(of, slackDrawing).flatMap((body) => {
    const text = JSON.stringify(body);
    return [
      ...(text.length > MOST_CHARACTERS ? [`Slack: ${text.length} characters`] : []),
      ...validateMessage(body),
      ...missing(text, of),
    ];
  });
  return [...teams, ...slack];
}

function missing(text: string, { state: { digest, id } }: CardContent): string[] {
  return [digest, id, link].filter((part) => !text.includes(part));
}

describe('whatever a bot submits', () => {
  it('makes messages that both take, below 21 KB, with the digest and the link', () => {
    fc.assert(
      fc.property(submissions, (of) => {
        expect(faultsOf(content({ submission: of }))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('makes them smaller one by one, where they are refused for their size', () => {
    fc.assert(
      fc.property(submissions, (of) => {
        for (const drawing of [teamsDrawing, slackDrawing]) {
          const bodies = drawn(content({ submission: of }), drawing);
          expect(bodies.length).toBeGreaterThan(0);
          const sizes = bodies.map(drawing.sizeOf);
          expect(sizes).toEqual([...new Set(sizes)].toSorted((x, y) => y - x));
        }
      }),
      { numRuns: 50 },
    );
  });
});

it('what leaves out more than the change says so', () => {
  const reason = 'x'.repeat(600);
  for (const drawing of [teamsDrawing, slackDrawing]) {
    const bodies = drawn(content({ submission: submission({ reason }) }), drawing);
    const texts = bodies.map((body) => JSON.stringify(body));
    expect(texts.map((text) => text.includes(reason))).toEqual([true, false]);
    expect(texts.map((text) => text.includes('Shortened'))).toEqual([false, true]);
  }
});

it.each([
  ['quotes', '"'],
  ['backslashes', '\\'],
  ['macros', '{{DATE('],
  ['short lines', 'x\n'],
  ['wide characters', '漢'],
  ['pictures', '🎉'],
  ['invisible characters', '\u200b'],
])('text full of %s', (_, unit) => {
  const long = (length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  const of: Submission = submission({
    resource: long(200).replaceAll(/\s/gu, 'x'),
    parameters: Object.fromEntries([1, 2, 3, 4].map((n) => [`p${n}`, long(300)])),
    reason: long(2_000),
    tickets: [1, 2, 3].map((n) => ({ key: `T-${n}`, title: long(300) })),
    change: { diff: long(3_900), summary: long(500), repository: long(300), command: [long(400)] },
  });
  const base = state({}, of);
  const people = [1, 2, 3, 4, 5, 6].map((n) => ({ id: `p${n}`, name: `${long(60)}${n}` }));
  const stages = people.map(({ id }) =>
    aStage({ name: id, quorum: 9, groups: people.map((p) => p.name) }),
  );
  const behind = [grace, ...people].map((person) => ({ ...person, as: 'starter' as const }));
  const crowded = content({
    submission: of,
    eligible: people,
    state: { ...base, behind, plan: { ...base.plan, stages } },
  });
  expect(faultsOf(crowded)).toEqual([]);
});

it('a change that fits is shown whole; one that does not says what is missing', () => {
  const [small] = drawn(content(), teamsDrawing).map((one) => JSON.stringify(one));
  expect(small).toContain('maxAmount: 5000');
  expect(small).not.toContain('Not shown here');
  const big = submission({ change: { diff: '+line\n'.repeat(3_000) } });
  for (const drawing of [teamsDrawing, slackDrawing]) {
    const bodies = drawn(content({ submission: big }), drawing).map((one) => JSON.stringify(one));
    for (const body of bodies) expect(body).toMatch(/Not shown here: .*of 3000 diff lines/u);
  }
});
