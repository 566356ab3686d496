import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/policy/parse.ts';
import { canBeSeated } from './seats.ts';
import { askRule, verdictOf } from './support.ts';

const apart = 'separation: { earlier_voters: true }';
const production = 'match: { environment: production }';
const deploys = 'match: { environment: production, action: deploy }';
const stages = (...all: string[]) =>
  `stages: [${all.map((stage, at) => `{ name: s${at}, ${stage} }`).join(', ')}]`;
const ada = 'quorum: 1, groups: [ada]';
const adaToo = 'quorum: 1, groups: [ada-too]';

const findings = (...rules: string[]) => {
  const text = `version: 1
groups:
  ada: { people: [ada] }
  ada-too: { people: [ada] }
  two: { people: [ada, grace] }
  linus: { people: [linus] }
  slack: { slack: [S0SLACK] }
rules:
${rules.join('')}`;
  const read = parsePolicy(text, { webhooks: [] });
  return read.ok ? [] : read.faults.map(({ path, message }) => `${path}: ${message}`);
};

const why = (...names: string[]) =>
  `what this rule matches is asked for by ${names.map((name) => `"${name}"`).join(' and ')}, too, whoever votes in one stage then votes in no other, and their groups share too few people.`;

describe('where several rules ask and one keeps stages apart, a stage that nobody is left for is told', () => {
  it.each<[string, string[], string]>([
    [
      'of the narrower rule, be it that one that keeps them apart',
      [askRule('all', production, stages(ada)), askRule('deploys', deploys, stages(adaToo), apart)],
      `rules[1].stages[0]: Nobody is left for this stage: ${why('all')}`,
    ],
    [
      'or the other one',
      [askRule('deploys', deploys, stages(adaToo)), askRule('all', production, stages(ada), apart)],
      `rules[0].stages[0]: Nobody is left for this stage: ${why('all')}`,
    ],
    [
      'of rules for the same, once',
      [askRule('a', production, stages(ada)), askRule('b', production, stages(adaToo), apart)],
      `rules[0].stages[0]: Nobody is left for this stage: ${why('b')}`,
    ],
    [
      'where the narrower one has a condition',
      [
        askRule('all', stages(ada), apart),
        askRule('deploys', deploys, 'when: change.linesAdded > 5', stages(adaToo)),
      ],
      `rules[1].stages[0]: Nobody is left for this stage: ${why('all')}`,
    ],
    [
      'where its stage has one',
      [
        askRule('all', stages(ada), apart),
        askRule(
          'deploys',
          deploys,
          stages('quorum: 1, groups: [linus]', `${adaToo}, when: change.linesAdded > 5`),
        ),
      ],
      `rules[1].stages[1]: Nobody is left for this stage: ${why('all')}`,
    ],
    [
      'what both ask once, and one of them twice',
      [
        askRule('all', production, stages(ada)),
        askRule(
          'deploys',
          deploys,
          stages('quorum: 1, groups: [two]', 'quorum: 1, groups: [two]'),
          apart,
        ),
      ],
      `rules[1].stages[1]: Nobody is left for this stage: ${why('all')}`,
    ],
    [
      'of two others between them, at the rule that meets both',
      [
        askRule('production', production, stages(ada), apart),
        askRule('releases', 'match: { action: deploy }', stages(adaToo)),
        askRule('deploys', deploys, stages('quorum: 1, groups: [linus]')),
      ],
      `rules[2]: Nobody is left for a stage: ${why('production', 'releases')}`,
    ],
  ])('%s', (_, rules, fault) => {
    expect(findings(...rules)).toEqual([fault]);
    expect(findings(...rules.map((rule) => rule.replace(apart, '')))).toEqual([]);
  });

  it('and not again for each rule that meets them besides', () => {
    const rules = [
      askRule('all', stages(ada), apart),
      askRule('production', production, stages(adaToo)),
      askRule('deploys', deploys, stages('quorum: 1, groups: [linus]')),
    ];
    expect(findings(...rules)).toHaveLength(1);
  });

  it.each<[string, string[]]>([
    [
      'what two rules ask of the same people, which is asked once',
      [
        askRule(
          'all',
          stages('quorum: 1, groups: [ada, linus], escalate: [{ after: 5m, groups: [two] }]'),
          apart,
        ),
        askRule(
          'deploys',
          deploys,
          stages(
            'any: [{ quorum: 1, groups: [linus, ada] }], escalate: [{ after: 300s, groups: [two] }]',
          ),
        ),
        askRule('more', deploys, stages(ada)),
      ],
    ],
    [
      'enough people',
      [
        askRule('all', stages('quorum: 1, groups: [two]')),
        askRule('deploys', deploys, stages(ada), apart),
      ],
    ],
    [
      'people who are not listed',
      [
        askRule('all', stages('quorum: 1, groups: [ada, slack]')),
        askRule('deploys', deploys, stages(adaToo), apart),
      ],
    ],
    [
      'rules for different requests',
      [
        askRule('staging', 'match: { environment: staging }', stages(ada), apart),
        askRule('deploys', deploys, stages(adaToo)),
      ],
    ],
    [
      'rules that may be for different requests',
      [
        askRule('payments', 'match: { resource: payments-* }', stages(ada), apart),
        askRule('deploys', deploys, stages(adaToo)),
      ],
    ],
    [
      'what the wider rule asks for under a condition',
      [
        askRule('all', 'when: change.linesAdded > 5', stages(ada), apart),
        askRule('deploys', deploys, stages(adaToo)),
      ],
    ],
    [
      'a stage of it that has one',
      [
        askRule('all', stages(`${ada}, when: change.linesAdded > 5`), apart),
        askRule('deploys', deploys, stages(adaToo)),
      ],
    ],
  ])('not %s', (_, rules) => {
    expect(findings(...rules)).toEqual([]);
  });

  it('and exactly where the plan of a request leaves nobody', () => {
    const people = ['ada', 'grace', 'linus'];
    const stage = fc.record({
      quorum: fc.integer({ min: 1, max: 2 }),
      people: fc.subarray(people, { minLength: 2 }).map((some) => some.toSorted()),
    });
    const rule = fc.record({
      match: fc.constantFrom('match: {}', production, deploys),
      stages: fc.array(stage, { minLength: 1, maxLength: 2 }),
      apart: fc.boolean(),
    });
    const groups = ['ada, grace', 'ada, linus', 'grace, linus', 'ada, grace, linus'];
    const nameOf = (some: string[]) => `g${groups.indexOf(some.join(', '))}`;
    const textOf = (rules: string[]) =>
      `version: 1\ngroups:\n${groups.map((some, at) => `  g${at}: { people: [${some}] }\n`).join('')}rules:\n${rules.join('')}`;
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 3 }), (rules) => {
        const write = (isApart: boolean) =>
          textOf(
            rules.map((one, at) =>
              askRule(
                `r${at}`,
                one.match,
                stages(
                  ...one.stages.map(
                    (each) => `quorum: ${each.quorum}, groups: [${nameOf(each.people)}]`,
                  ),
                ),
                ...(isApart && one.apart ? [apart] : []),
              ),
            ),
          );
        const read = parsePolicy(write(false), { webhooks: [] });
        const verdict = read.ok && verdictOf(read.policy);
        if (!verdict || verdict.outcome !== 'ask') throw new Error('All of these rules ask.');
        const wanted = verdict.plan.stages.map(({ quorums: [first] }) => ({
          quorum: first?.quorum ?? 0,
          people: groups[Number(first?.groups[0]?.slice(1))]?.split(', ') ?? [],
        }));
        const fits = !rules.some((one) => one.apart) || canBeSeated(wanted, people);
        expect(parsePolicy(write(true), { webhooks: [] }).ok).toBe(fits);
      }),
      { numRuns: 200 },
    );
  });
});
