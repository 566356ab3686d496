import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/digest.ts';
import type { Entry } from '../../src/log/entry.ts';
import { tellStory } from '../../src/log/story.ts';
import { verifyEvidence } from '../../src/log/verify.ts';
import { gatherEvidence } from '../../src/log/evidence.ts';
import { freezeCheck } from '../../src/request/freeze.ts';
import { digest, entry, sealed, vkey } from './sample-log.ts';

/** All on one Sunday: `12:00`. */
const at = (time: string) => `2026-11-22T${time}:00.000Z`;
const then = (time: string, made: Entry): Entry => ({ ...made, at: at(time) });
const noon = { name: 'noon', zone: 'UTC', from: '2026-11-22T11:00', to: '2026-11-22T13:00' };
const sundays = {
  name: 'sundays',
  zone: 'Europe/Berlin',
  start: '2026-01-04T00:00',
  rrule: 'FREQ=WEEKLY;BYDAY=SU',
  for: '12h',
};
const asked = (freezes: Json, more: { [member: string]: Json } = {}) =>
  then('09:00', entry('request.submitted', { digest, quorum: [1], freezes, ...more }));
const vote = then(
  '09:30',
  entry('request.voted', { digest, vote: 'approve', person: 'ada', stage: 0 }),
);
const held = then(
  '10:00',
  entry('request.held', { digest, until: at('13:00'), freezes: ['noon'] }),
);
const approved = (time: string) => then(time, entry('request.approved', { digest }));
const started = (time: string) => then(time, entry('run.started', { digest }));
const allowed = { allowed: true, quorum: [] };
const behind = {
  breakGlass: {
    openers: [['commanders']],
    behind: [],
    review: { withinMs: 1, quorums: [{ quorum: 1, groups: ['security'] }] },
  },
};
const opened = then(
  '11:30',
  entry('request.broke_glass', { digest, person: 'ada', groups: ['commanders'] }),
);
const told = (story: readonly Entry[]) => tellStory(story, freezeCheck);

describe('a freeze that the submission writes down', () => {
  it.each<[string, Entry[], string]>([
    ['an approval in it', [asked([noon]), vote, approved('11:00')], 'noon'],
    ['one of its last minute', [asked([noon]), vote, approved('12:59')], 'noon'],
    ['one that came too early', [asked([noon]), vote, held, approved('12:30')], '13:00'],
    ['an approval in an occurrence', [asked([noon, sundays]), vote, approved('10:59')], 'sundays'],
    ['a run in it', [asked([noon]), vote, approved('10:00'), started('11:00')], 'noon'],
    [
      'a run of what policy let through',
      [asked([noon], allowed), approved('09:00'), started('12:00')],
      'noon',
    ],
    [
      'one that nobody can read',
      [asked([{ ...noon, zone: 'Nowhere' }]), vote, approved('10:00')],
      'noon',
    ],
    ['one without a name', [asked([{ zone: 'UTC' }]), vote, approved('10:00')], 'malformed'],
    ['what is no list', [asked('noon'), vote, approved('10:00')], 'malformed'],
  ])('finds out %s', (_, story, says) => {
    expect(() => told(story)).toThrow(
      expect.objectContaining({
        code: 'broken_story',
        message: expect.stringContaining(says) as string,
      }),
    );
  });

  it.each<[string, Entry[]]>([
    ['before it', [asked([noon]), vote, approved('10:59'), started('10:59')]],
    ['as soon as it is over', [asked([noon]), vote, held, approved('13:00'), started('13:00')]],
    ['at once, and run after it', [asked([noon], allowed), approved('11:00'), started('13:00')]],
    [
      'rejected in it',
      [
        asked([noon]),
        { ...vote, body: { digest, vote: 'reject', person: 'ada', stage: 0 } },
        then('11:30', entry('request.rejected', { digest })),
      ],
    ],
    [
      'approved in an emergency',
      [
        asked([noon], behind),
        opened,
        then('11:30', entry('request.approved', { digest, emergency: true })),
        started('11:40'),
      ],
    ],
  ])('takes what was %s', (_, story) => {
    expect(told(story).freezes).toEqual({ names: ['noon'], looked: 'kept' });
  });

  it('is not looked at without a calendar, and that is told', () => {
    const story = [asked([noon]), vote, approved('11:00')];
    expect(tellStory(story).freezes).toEqual({ names: ['noon'], looked: 'no_calendar' });
  });

  it('is only named in older logs, which are told as they were', () => {
    const story = [asked(['noon']), vote, approved('11:00')];
    expect(told(story).freezes).toEqual({ names: ['noon'], looked: 'not_written' });
    expect(told([asked([]), vote, approved('11:00')])).not.toHaveProperty('freezes');
  });

  it('is judged in evidence by whoever has the calendar', () => {
    const story = [asked([noon]), vote, approved('11:00')];
    const log = sealed(story);
    const placed = story.map((one, index) => ({ index, entry: one }));
    const evidence = gatherEvidence(placed, log.checkpoint, log.reader);
    expect(verifyEvidence(evidence, vkey)).toMatchObject({ ok: true });
    expect(verifyEvidence(evidence, vkey, freezeCheck)).toMatchObject({
      ok: false,
      code: 'broken_story',
    });
  });
});
