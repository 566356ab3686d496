import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/digest.ts';
import type { Entry } from '../../src/log/entry.ts';
import { tellStory } from '../../src/log/story.ts';
import { digest, entry } from './sample-log.ts';

/** All on one day: `12:00`. */
const at = (time: string) => `2026-11-22T${time}:00.000Z`;
const then = (time: string, made: Entry): Entry => ({ ...made, at: at(time) });
const asked = (more: { [member: string]: Json } = {}) =>
  then('09:00', entry('request.submitted', { digest, quorum: [1], ...more }));
const vote = then(
  '10:00',
  entry('request.voted', { digest, vote: 'approve', person: 'ada', stage: 0 }),
);
const held = (until: string) =>
  then('10:00', entry('request.held', { digest, until: at(until), freezes: ['night'] }));
const reopened = then('10:10', entry('request.reopened', { digest }));
const ends = (how: string, time: string) => then(time, entry(`request.${how}`, { digest }));

const evening = { holdUntil: at('18:00') };
const untilNoon = { expiresAt: at('12:00') };

const emergency = asked({
  ...evening,
  breakGlass: {
    openers: [['commanders']],
    behind: [],
    review: { withinMs: 1, quorums: [{ quorum: 1, groups: ['security'] }] },
  },
});
const opened = entry('request.broke_glass', { digest, person: 'ada', groups: ['commanders'] });

describe('the moment of a decision', () => {
  it.each<[string, Entry[]]>([
    ['before the hour that policy names', [asked(evening), vote, ends('approved', '10:00')]],
    [
      'a minute before that hour, though it was held for less',
      [asked(evening), vote, held('17:00'), ends('approved', '17:59')],
    ],
    ['before a freeze is over', [asked(), vote, held('11:00'), ends('approved', '10:59')]],
    [
      'before the second of two freezes is over',
      [asked(), vote, held('11:00'), held('13:00'), ends('approved', '11:00')],
    ],
    ['held once more after all', [asked(), vote, ends('approved', '10:00'), held('09:30')]],
    ['after the time of the request', [asked(untilNoon), vote, ends('approved', '12:00')]],
    ['expired before its time was over', [asked(untilNoon), ends('expired', '11:59')]],
    [
      'held until no moment at all',
      [asked({ holdUntil: 'soon' }), vote, ends('approved', '10:00')],
    ],
  ])('is not believed: %s', (_, story) => {
    expect(() => tellStory(story)).toThrow(
      expect.objectContaining({ name: 'LogError', code: 'broken_story' }),
    );
  });

  it.each<[string, Entry[]]>([
    [
      'at the very hour that policy names',
      [asked(evening), vote, held('18:00'), ends('approved', '18:00')],
    ],
    ['as soon as a freeze is over', [asked(), vote, held('11:00'), ends('approved', '11:00')]],
    [
      'after the time of the request, where it was held',
      [asked(untilNoon), vote, held('13:00'), ends('approved', '13:00')],
    ],
    [
      'held, reopened and approved once more',
      [
        asked(),
        vote,
        held('11:00'),
        reopened,
        then(
          '11:30',
          entry('request.voted', { digest, vote: 'approve', person: 'grace', stage: 0 }),
        ),
        ends('approved', '11:30'),
      ],
    ],
    [
      'withdrawn while it is held',
      [asked(evening), vote, held('18:00'), ends('withdrawn', '11:00')],
    ],
    ['expired in time', [asked(untilNoon), ends('expired', '12:01')]],
    [
      'in an emergency at once',
      [emergency, opened, then('10:00', entry('request.approved', { digest, emergency: true }))],
    ],
  ])('is believed: %s', (_, story) => {
    expect(tellStory(story)).toMatchObject({ decision: { digest } });
  });
});
