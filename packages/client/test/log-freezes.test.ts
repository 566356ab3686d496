import { expect, it } from 'vitest';
import type { Story } from '@countersign/core/log/story';
import { digestOf } from '@countersign/core/digest';
import { tellDecision } from '../src/log/tell.ts';
import { folderOf } from './policy/support.ts';
import { countersign } from './support/cli.ts';
import { approvedStory, digest as entryDigest, evidenceOf, keysOf } from './support/log.ts';
import { loadCalendar } from '../src/cli/policy/tools.ts';

const digest = digestOf('a change');

function told(more: Partial<Story>): string {
  const decision = { outcome: 'approved', digest, at: '2026-11-22T15:00:00.000Z' } as const;
  const checkpoint = { origin: 'o', size: 3, root: new Uint8Array(32), extensions: [] };
  const format = 'countersign.evidence/v1';
  const evidence = { format, request: 'req_1', decision, checkpoint: '', entries: [] } as const;
  const story: Story = { request: 'req_1', decision, votes: [], ...more };
  return tellDecision({ checkpoint, story }, evidence).join('\n');
}

it.each([
  ['kept', 'Nothing of it took effect in the freezes "noon", "ni\\nght"'],
  ['no_calendar', 'was not looked at: the libraries that read policies are not installed here.'],
  ['not_written', 'can not be looked at: the log has no more than the name.'],
] as const)('what is told of freezes that are %s', (looked, says) => {
  const freezes = { names: ['noon', 'ni\nght'], looked };
  expect(told({ freezes })).toContain(says);
  expect(
    told({ freezes, emergency: { person: 'ada', reviews: [], isReviewed: true } }),
  ).not.toContain('noon');
  expect(told({})).not.toContain('freeze');
});

it('the calendar is there where the libraries of policies are', async () => {
  const calendar = await loadCalendar();
  const noon = { name: 'noon', zone: 'UTC', from: '2026-11-22T11:00', to: '2026-11-22T13:00' };
  expect(calendar?.([noon])(Date.parse('2026-11-22T12:00:00Z'))).toMatchObject({ by: ['noon'] });
});

it.each([
  ['11:00', 1, 'its approval took effect at 2026-11-22T12:00:00.000Z, in the freeze noon'],
  ['12:01', 0, 'Nothing of it took effect in the freeze "noon"'],
])('evidence of a freeze from %s ends with %i', async (from, code, says) => {
  const noon = { name: 'noon', zone: 'UTC', from: `2026-11-22T${from}`, to: '2026-11-22T13:00' };
  const story = approvedStory(0).map((entry) =>
    entry.kind === 'request.submitted'
      ? { ...entry, body: { digest: entryDigest, quorum: [1], freezes: [noon] } }
      : entry,
  );
  const cwd = folderOf({ 'evidence.json': JSON.stringify(evidenceOf(story)) });
  const ran = await countersign(['log', 'verify', '--key', keysOf(7).vkey, 'evidence.json'], {
    cwd,
  });
  expect(ran.code).toBe(code);
  expect(ran.stdout).toContain(says);
});
