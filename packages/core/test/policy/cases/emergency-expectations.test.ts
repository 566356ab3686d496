import { expect, it } from 'vitest';
import { differences } from '../../../src/policy/cases/differences.ts';
import type { Expected } from '../../../src/policy/cases/shape.ts';
import { askRule, deploy, factsOf, ruleText, rulesOf, verdictOf } from '../support.ts';

const glass = (opener: string, channel: string, reviewer: string, within: string) =>
  `break_glass: { groups: [${opener}], route: { slack: [${channel}], direct: [slack] }, review: { within: ${within}, groups: [${reviewer}] } }`;
const [one, two] = [glass('a, b', 'C08', 'c', '1d'), glass('c', 'C09', 'b', '2h')];
const judged = (...rules: string[]) => verdictOf(rulesOf(rules.join('')), factsOf(deploy));

const verdicts = {
  glass: judged(askRule('r', one)),
  both: judged(askRule('r', one), askRule('q', two)),
  list: judged(askRule('r', 'burst: { within: 10m }')),
  direct: judged(
    ruleText(
      'r',
      'route: { slack: [C01], direct: [teams, slack] }',
      'stages: [{ name: s, quorum: 1, groups: [a] }]',
    ),
  ),
  plain: judged(askRule('r')),
  refusal: judged(ruleText('no', 'refuse: No.')),
};

it.each<[keyof typeof verdicts, Expected]>([
  ['glass', { break_glass: { groups: ['b', 'a'] } }],
  ['glass', { break_glass: { route: { slack: ['C08'], direct: ['slack'] } } }],
  ['glass', { break_glass: { review: { within: '24h', quorum: 1, groups: ['c'] } } }],
  ['glass', { break_glass: { review: { quorums: [{ quorum: 1, groups: ['c'] }] } } }],
  ['both', { break_glass: { groups: [['c'], ['a', 'b']] } }],
  ['both', { break_glass: { route: { slack: ['C09', 'C08'], direct: ['slack'] } } }],
  ['both', { break_glass: { review: { within: '2h', quorums: [{ groups: ['c'] }, {}] } } }],
  ['plain', { break_glass: 'none', direct: 'none', burst: 'none' }],
  ['refusal', { break_glass: 'none', direct: 'none', burst: 'none' }],
  ['direct', { direct: ['teams', 'slack'] }],
  ['list', { burst: { within: '600s' } }],
])('of %s, %j is so', (verdict, expected) => {
  expect(differences(expected, verdicts[verdict])).toEqual([]);
});

it.each<[keyof typeof verdicts, Expected, string, string, string]>([
  ['glass', { break_glass: { groups: ['a'] } }, 'break_glass.groups', 'a', 'a or b'],
  ['both', { break_glass: { groups: ['c'] } }, 'break_glass.groups', 'c', 'a or b, c'],
  [
    'glass',
    { break_glass: { route: { slack: ['C08'] } } },
    'break_glass.route',
    'slack C08',
    'slack C08, slack direct messages',
  ],
  ['glass', { break_glass: { review: { within: '2h' } } }, 'break_glass.review.within', '2h', '1d'],
  [
    'glass',
    { break_glass: { review: { quorum: 2 } } },
    'break_glass.review',
    '2 of any groups',
    '1 of c',
  ],
  [
    'both',
    { break_glass: { review: { groups: ['c'] } } },
    'break_glass.review',
    'so many of c',
    '1 of c and 1 of b',
  ],
  ['plain', { break_glass: { groups: ['a'] } }, 'break_glass', 'one', 'none'],
  [
    'glass',
    { break_glass: 'none' },
    'break_glass',
    'none',
    'one of a or b alone, reviewed by 1 of c within 1d',
  ],
  ['direct', { direct: ['slack', 'teams'] }, 'direct', 'slack, teams', 'teams, slack'],
  ['plain', { direct: ['slack'] }, 'direct', 'slack', 'none'],
  ['direct', { direct: 'none' }, 'direct', 'none', 'teams, slack'],
  ['list', { burst: { within: '5m' } }, 'burst.within', '5m', '10m'],
  ['list', { burst: 'none' }, 'burst', 'none', 'within 10m'],
  ['refusal', { burst: {} }, 'burst', 'one', 'none'],
])('of %s, %j is not so', (verdict, expected, what, wanted, got) => {
  expect(differences(expected, verdicts[verdict])).toContainEqual({ what, expected: wanted, got });
});
