import { describe, expect, it } from 'vitest';
import { comparePolicies } from '../../../src/policy/compare/compare.ts';
import { askRule, ruleText, rulesOf } from '../support.ts';

const glass =
  'break_glass: { groups: [b], route: { slack: [C09] }, review: { within: 1d, groups: [c] } }';
const stage = (more: string) => `stages: [{ name: s, quorum: 1, groups: [a]${more} }]`;

const changeOf = (before: string, after: string) => {
  const [change, ...more] = comparePolicies(
    rulesOf(askRule('r', ...(before === '' ? [] : [before]))),
    rulesOf(askRule('r', ...(after === '' ? [] : [after]))),
  );
  expect(more).toEqual([]);
  return { effect: change?.effect, what: change?.details.map(({ what }) => what) };
};

describe('of what a rule says of asking again,', () => {
  it.each([
    ['a limit', '', 'limit: { count: 3, per: 1h }', 'stricter'],
    ['a smaller limit', 'limit: { count: 3, per: 1h }', 'limit: { count: 2, per: 1h }', 'stricter'],
    [
      'a limit for longer',
      'limit: { count: 3, per: 1h }',
      'limit: { count: 3, per: 1d }',
      'stricter',
    ],
    ['both', 'limit: { count: 3, per: 1h }', 'limit: { count: 2, per: 1d }', 'stricter'],
    [
      'one against the other',
      'limit: { count: 3, per: 1h }',
      'limit: { count: 9, per: 1d }',
      undefined,
    ],
    ['a cooldown', '', 'cooldown: 10m', 'stricter'],
    ['a longer cooldown', 'cooldown: 10m', 'cooldown: 1h', 'stricter'],
    [
      'a reuse in a shorter time',
      'reuse: { uses: 3, within: 1h }',
      'reuse: { uses: 3, within: 5m }',
      'stricter',
    ],
    [
      'a reuse by fewer runs',
      'reuse: { uses: 3, within: 1h }',
      'reuse: { uses: 2, within: 1h }',
      'stricter',
    ],
    ['a time for the one run', '', 'reuse: { uses: 1, within: 5m }', 'stricter'],
    ['several runs in a time', '', 'reuse: { uses: 3, within: 5m }', undefined],
  ])('%s is judged, and its undoing the other way', (_, before, after, effect) => {
    const what = [(after.split(':')[0] ?? '').trim()];
    expect(changeOf(before, after)).toEqual({ effect, what });
    const undone = effect === undefined ? undefined : 'looser';
    expect(changeOf(after, before)).toEqual({ effect: undone, what });
  });

  it('what concerns nobody who decides is a change, and neither', () => {
    const [change] = comparePolicies(rulesOf(askRule('r')), rulesOf(askRule('r', 'ping: false')));
    expect(change?.details).toEqual([{ what: 'showing', after: 'silent true' }]);
  });

  it('limits of rules that allow are judged alike', () => {
    const [change] = comparePolicies(
      rulesOf(ruleText('r', 'allow: { limit: { count: 3, per: 1h } }')),
      rulesOf(ruleText('r', 'allow: { limit: { count: 2, per: 2h } }')),
    );
    expect(change?.effect).toBe('stricter');
  });
});

describe('of who may decide besides,', () => {
  it.each([
    ['a way for emergencies', '', glass, 'looser'],
    ['no way for emergencies', glass, '', 'stricter'],
    ['another way for emergencies', glass, glass.replace('[b]', '[c]'), undefined],
    ['no stand-ins', stage(''), stage(', delegation: false'), 'stricter'],
    ['stand-ins', stage(', delegation: false'), stage(''), 'looser'],
  ])('%s is judged', (_, before, after, effect) => {
    expect(changeOf(before, after).effect).toBe(effect);
  });
});
