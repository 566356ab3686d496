import { describe, expect, it } from 'vitest';
import { replayer } from '../../../src/policy/replay/replay.ts';
import { summing } from '../../../src/policy/replay/summary.ts';
import { askRule, ruleText, rulesOf } from '../support.ts';
import { past } from './support.ts';

const stage = (text: string) => `stages: [{ name: t, ${text} }]`;

describe('a past request is', () => {
  it.each([
    ['judged as before', askRule('r'), {}, 'same'],
    [
      'judged as before where a stage has another name',
      askRule('r', stage('quorum: 1, groups: [a]')),
      {},
      'same',
    ],
    ['asked by another rule', askRule('other'), {}, 'rules'],
    ['asked of others', askRule('r', stage('quorum: 2, groups: [b]')), {}, 'people'],
    ['allowed', ruleText('r', 'allow: {}'), {}, 'allow'],
    ['refused by a rule', ruleText('r', 'refuse: No.'), {}, 'refuse'],
    ['refused, as nothing is for it', askRule('r', 'match: { action: drop }'), {}, 'refuse'],
    ['asked for, and was allowed', askRule('r'), { stages: [] }, 'ask'],
  ])('%s', (_, rules, more, change) => {
    expect(replayer(rulesOf(rules))(past(more))).toMatchObject({ id: 'req_1', change });
  });

  it('judged as of the moment when it was made, on the clocks of the draft', () => {
    const draft = rulesOf(
      askRule('r') +
        ruleText('late', 'when: time.hour == 18 && time.weekday == 5', 'refuse: Late.'),
      'zone: Europe/Berlin\n',
    );
    expect(replayer(draft)(past()).change).toBe('refuse');
    expect(replayer(draft)(past({ createdAt: '2026-11-20T16:30:00.000Z' })).change).toBe('same');
  });

  it.each([
    [
      'a diff',
      { change: { diff: '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+[masked: aws]\n' } },
      'refuse',
    ],
    ['a parameter', { parameters: { deep: [{ token: '[masked: secret-name]' }] } }, 'refuse'],
    ['nothing', { reason: 'Release 42', parameters: { replicas: 3 } }, 'same'],
  ])('known to have had secrets by what was kept of %s', (_, more, change) => {
    const secret = ruleText('secret', 'when: change.hasSecrets', 'refuse: Take it out.');
    expect(replayer(rulesOf(askRule('r') + secret))(past(more))).toMatchObject({
      change,
      unknown: [],
    });
  });

  it('judged by the id of its identity, as the service judges', () => {
    const draft = rulesOf(askRule('r', 'match: { identity: ci }'));
    expect(replayer(draft)(past({ identity: { id: 'ci', name: 'Deploys' } })).change).toBe('same');
    expect(replayer(draft)(past({ identity: { id: 'x', name: 'ci' } })).change).toBe('refuse');
  });

  it('judged alike whatever was judged before', () => {
    const draft = rulesOf(
      askRule('r') +
        ruleText('no', 'when: \'request.parameters.exists(k, k == "b")\'', 'refuse: No.') +
        ruleText('late', 'when: time.hour == 18', 'refuse: Late.'),
    );
    const those = [
      past({ parameters: { a: 1 } }),
      past({ parameters: { b: 1 } }),
      past({ createdAt: '2026-11-20T18:30:00.000Z' }),
      past({ parameters: { a: 1 } }),
      past(),
    ];
    const judge = replayer(draft);
    const alone = those.map((each) => replayer(draft)(each));
    expect(those.map(judge)).toEqual(alone);
    expect(those.toReversed().map(judge)).toEqual(alone.toReversed());
    expect(alone.map(({ change }) => change)).toEqual(['same', 'refuse', 'refuse', 'same', 'same']);
  });

  it('judged as strictly as can be where something is not known any more, which is told', () => {
    const draft = rulesOf(
      askRule('r') + ruleText('busy', 'when: history.requestsLastDay > 9', 'refuse: Enough.'),
    );
    expect(replayer(draft)(past())).toMatchObject({
      change: 'refuse',
      unknown: ['"history.requestsLastDay" is not known for this request.'],
    });
  });
});

it('what a draft changes is counted by what happens, the most frequent first', () => {
  const judge = replayer(rulesOf(askRule('r', 'match: { resource: api }')));
  const sums = summing();
  for (const id of ['req_1', 'req_2', 'req_3', 'req_4', 'req_5']) {
    sums.add(judge(past({ id, resource: 'other' })));
  }
  sums.add(judge(past({ id: 'req_6', stages: [] })));
  sums.add(judge(past({ id: 'req_7' })));
  expect(sums.summary()).toMatchObject({
    judged: 7,
    same: 1,
    unsure: 0,
    groups: [
      { change: 'refuse', count: 5, examples: ['req_1', 'req_2', 'req_3'] },
      { change: 'ask', count: 1, examples: ['req_6'] },
    ],
  });
});
