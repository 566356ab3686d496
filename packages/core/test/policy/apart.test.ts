import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/policy/parse.ts';
import { canBeSeated } from './seats.ts';
import { askRule } from './support.ts';

const MESSAGE =
  'Nobody is left for this stage: whoever votes in one stage of this rule votes in no other, and their groups share too few people.';

const faultsOf = (text: string) => {
  const read = parsePolicy(text, { webhooks: [] });
  return read.ok ? [] : read.faults;
};
const policy = (rule: string) => `version: 1
groups:
  one: { people: [ada] }
  two: { people: [ada, grace] }
  linus: { people: [linus] }
  slack: { slack: [S0SLACK] }
rules:
${rule}`;
const stagesText = (stages: readonly string[]) => [
  'stages:',
  ...stages.map((stage, at) => `  - { name: s${at}, ${stage} }`),
];
const findings = (stages: readonly string[], separation = 'separation: { earlier_voters: true }') =>
  faultsOf(policy(askRule('r', ...stagesText(stages), separation))).map(
    ({ path, message }) => `${path}: ${message}`,
  );

describe('where nobody votes in two stages, a stage that nobody is left for is told', () => {
  it.each<[string, string[], number]>([
    ['one person for two stages', ['quorum: 1, groups: [one]', 'quorum: 1, groups: [one]'], 1],
    ['both of two for two stages', ['quorum: 2, groups: [two]', 'quorum: 2, groups: [two]'], 1],
    [
      'one of those who are all needed',
      ['quorum: 2, groups: [two]', 'quorum: 1, groups: [one]'],
      1,
    ],
    [
      'the third of three',
      ['quorum: 1, groups: [two]', 'quorum: 1, groups: [linus]', 'quorum: 2, groups: [two]'],
      2,
    ],
    [
      'several quorums of a stage',
      [
        'quorum: 1, groups: [one]',
        'all: [{ quorum: 1, groups: [two] }, { quorum: 1, groups: [two] }]',
      ],
      1,
    ],
    [
      'either way of a stage',
      [
        'quorum: 1, groups: [one]',
        'any: [{ quorum: 1, groups: [one] }, { quorum: 2, groups: [two] }]',
      ],
      1,
    ],
    [
      'one that is asked for sometimes, beside those that always are',
      ['quorum: 1, groups: [one], when: change.linesAdded > 5', 'quorum: 2, groups: [two]'],
      0,
    ],
    [
      'as many stages as there may be',
      Array.from({ length: 3 }, () => 'quorum: 1, groups: [two]'),
      2,
    ],
  ])('%s', (_, stages, at) => {
    expect(findings(stages)).toEqual([`rules[0].stages[${at}]: ${MESSAGE}`]);
    expect(findings(stages, 'separation: { earlier_voters: false }')).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['enough people', ['quorum: 1, groups: [two]', 'quorum: 1, groups: [one]']],
    ['people who are not listed', ['quorum: 1, groups: [one]', 'quorum: 1, groups: [one, slack]']],
    [
      'people who come by an escalation',
      [
        'quorum: 1, groups: [one]',
        'quorum: 1, groups: [one], escalate: [{ after: 5m, groups: [linus] }]',
      ],
    ],
    [
      'stages of which one may be asked for',
      [
        'quorum: 1, groups: [one], when: change.linesAdded > 5',
        'quorum: 1, groups: [one], when: change.linesAdded <= 5',
      ],
    ],
    [
      'another way',
      [
        'quorum: 1, groups: [one]',
        'any: [{ quorum: 1, groups: [one] }, { quorum: 1, groups: [linus] }]',
      ],
    ],
  ])('not %s', (_, stages) => {
    expect(findings(stages)).toEqual([]);
  });

  it('and only where no way to seat everybody is left', () => {
    const people = ['ada', 'grace', 'linus'] as const;
    const stage = fc.record({
      quorum: fc.integer({ min: 1, max: 2 }),
      people: fc.subarray([...people], { minLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(stage, { minLength: 1, maxLength: 4 }), (stages) => {
        const groups = stages.map((one, at) => `  g${at}: { people: [${one.people.join(', ')}] }`);
        const rule = askRule(
          'r',
          ...stagesText(stages.map(({ quorum }, at) => `quorum: ${quorum}, groups: [g${at}]`)),
          'separation: { earlier_voters: true }',
        );
        const text = `version: 1\ngroups:\n${groups.join('\n')}\nrules:\n${rule}`;
        expect(faultsOf(text).length === 0).toBe(canBeSeated(stages, [...people]));
      }),
      { numRuns: 50 },
    );
  });
});
