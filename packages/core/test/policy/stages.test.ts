import { describe, expect, it } from 'vitest';
import { askRule, planOf, rulesOf, verdictOf } from './support.ts';

const stagesOf = (...rules: string[][]) =>
  planOf(
    verdictOf(
      rulesOf(
        rules.map((stages, at) => askRule(`r${at}`, `stages: [${stages.join(', ')}]`)).join(''),
      ),
    ),
  ).stages;

const escalatingTo = (channel: string) =>
  `{ name: s, quorum: 1, groups: [a], escalate: [{ after: 5m, groups: [b], route: { slack: [${channel}] } }] }`;

describe('stages of several rules', () => {
  it('are asked in the order of the document, each for its rule', () => {
    const stages = stagesOf(
      ['{ name: s, quorum: 1, groups: [a] }', '{ name: t, quorum: 1, groups: [b] }'],
      ['{ name: s, quorum: 2, groups: [b] }'],
    );
    expect(stages.map(({ name, rules }) => [name, rules])).toEqual([
      ['s', ['r0']],
      ['t', ['r0']],
      ['s (r1)', ['r1']],
    ]);
  });

  it('that ask the same people are asked once, with the stricter rejection', () => {
    const stages = stagesOf(
      ['{ name: s, quorum: 1, groups: [b, c], reject: { quorum: 2, veto: [a] }, remind: [30m] }'],
      [
        '{ name: t, quorum: 1, groups: [c, b], reject: { quorum: 3, veto: [c] }, remind: [5m, 30m] }',
      ],
    );
    expect(stages).toEqual([
      {
        name: 's',
        rules: ['r0', 'r1'],
        combine: 'all',
        quorums: [{ quorum: 1, groups: ['b', 'c'] }],
        rejection: { quorum: 2, veto: ['a', 'c'] },
        reminders: [300_000, 1_800_000],
        escalations: [],
      },
    ]);
  });

  it('that one rule asks twice stay two', () => {
    const twice = ['{ name: s, quorum: 1, groups: [a] }', '{ name: t, quorum: 1, groups: [a] }'];
    expect(stagesOf(twice).map(({ name }) => name)).toEqual(['s', 't']);
    expect(stagesOf(['{ name: u, quorum: 1, groups: [a] }'], twice)).toMatchObject([
      { name: 'u', rules: ['r0', 'r1'] },
      { name: 't', rules: ['r1'] },
    ]);
  });

  it('stay apart where one lets further people in after a time, and the other never does', () => {
    const escalates =
      '{ name: t, quorum: 1, groups: [a], escalate: [{ after: 10s, groups: [b] }] }';
    const stages = stagesOf(['{ name: s, quorum: 1, groups: [a] }'], [escalates]);
    expect(stages).toMatchObject([
      { name: 's', rules: ['r0'], escalations: [] },
      { name: 't', rules: ['r1'], escalations: [{ afterMs: 10_000, groups: ['b'] }] },
    ]);
  });

  it('that let the same people in after the same time show it in all their channels', () => {
    expect(stagesOf([escalatingTo('C02')], [escalatingTo('C03')])).toMatchObject([
      { escalations: [{ routes: [{ channel: 'C02' }, { channel: 'C03' }] }] },
    ]);
  });
});

describe('a stage', () => {
  it('may want several quorums, each of people of its own', () => {
    const all = '{ name: s, all: [{ quorum: 1, groups: [a] }, { quorum: 2, groups: [c] }] }';
    expect(stagesOf([all])).toMatchObject([
      {
        combine: 'all',
        quorums: [
          { quorum: 1, groups: ['a'] },
          { quorum: 2, groups: ['c'] },
        ],
      },
    ]);
  });

  it('may want one of several quorums; of one alone that is the same as all', () => {
    const any = '{ name: s, any: [{ quorum: 1, groups: [a] }, { quorum: 2, groups: [c] }] }';
    const one = '{ name: t, any: [{ quorum: 1, groups: [b] }] }';
    expect(stagesOf([any, one])).toMatchObject([{ combine: 'any' }, { combine: 'all' }]);
  });

  it('is ended by any one rejection where nothing is said', () => {
    expect(stagesOf(['{ name: s, quorum: 1, groups: [a] }'])[0]?.rejection).toEqual({
      quorum: 1,
      veto: [],
    });
  });

  it('reminds and escalates in the order of time', () => {
    const stage = `{ name: s, quorum: 1, groups: [a], remind: [45m, 15m],
      escalate: [{ after: 30m, groups: [c] }, { after: 20m, groups: [b] }] }`;
    expect(stagesOf([stage])).toMatchObject([
      { reminders: [900_000, 2_700_000], escalations: [{ groups: ['b'] }, { groups: ['c'] }] },
    ]);
  });
});
