import { describe, expect, it } from 'vitest';
import { explain } from '../../src/policy/explain.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { askRule, names, planOf, rulesOf, verdictOf } from './support.ts';

const glass = (groups: string, within: string, quorum: number, channel = 'C09', reviewers = 'b') =>
  `break_glass: { groups: [${groups}], route: { slack: [${channel}] }, review: { within: ${within}, groups: [${reviewers}], quorum: ${quorum} } }`;

const of = (...rules: string[]) => planOf(verdictOf(rulesOf(rules.join('')))).breakGlass;

describe('the emergency path', () => {
  it('is what the one rule says', () => {
    expect(of(askRule('one', glass('a', '1d', 1)))).toEqual({
      openers: [['a']],
      routes: [{ platform: 'slack', channel: 'C09' }],
      review: { withinMs: 86_400_000, quorums: [{ quorum: 1, groups: ['b'] }] },
    });
  });

  it('is not there unless each rule that asks has one', () => {
    expect(of(askRule('one'))).toBeUndefined();
    expect(of(askRule('one', glass('a', '1d', 1)), askRule('two'))).toBeUndefined();
  });

  it('meets each of the rules that share it', () => {
    const both = of(
      askRule('one', glass('a', '1d', 1, 'C08')),
      askRule('two', glass('c', '2h', 2, 'C09')),
      askRule('three', glass('a', '3h', 1, 'C09', 'c')),
    );
    expect(both).toEqual({
      openers: [['a'], ['c']],
      routes: [
        { platform: 'slack', channel: 'C08' },
        { platform: 'slack', channel: 'C09' },
      ],
      review: {
        withinMs: 7_200_000,
        quorums: [
          { quorum: 2, groups: ['b'] },
          { quorum: 1, groups: ['c'] },
        ],
      },
    });
  });

  it('explains itself', () => {
    const verdict = verdictOf(rulesOf(askRule('one', glass('a', '1d', 1))));
    expect(explain(verdict)).toContain(
      'In an emergency: one of "a" alone, told in slack C09, reviewed by 1 of "b" within 1d',
    );
  });

  it('is part of the version', () => {
    const [without, one, two] = [[], [glass('a', '1d', 1)], [glass('a', '2d', 1)]].map(
      (lines) => rulesOf(askRule('one', ...lines)).version,
    );
    expect(new Set([without, one, two]).size).toBe(3);
  });

  it.each([
    ['an unknown group', glass('x', '1d', 1), 'There is no group "x".'],
    ['a quorum of nobody', glass('a', '1d', 0), 'The quorum is at least 1'],
    [
      'more reviewers than there are',
      glass('a', '1d', 2),
      'The quorum is 2, but the groups of this review has 1 person',
    ],
    ['nobody to review but its opener', glass('a', '1d', 1, 'C09', 'a'), 'Nobody could complete'],
    ['too few beside any opener', glass('a', '1d', 2, 'C09', 'a, b'), 'Nobody could complete'],
    ['no time', glass('a', 'soon', 1), 'A duration is a whole number'],
    ['no reviewer', glass('a', '1d', 1, 'C09', ''), 'A list of groups has at least one.'],
    ['nobody who may open it', glass('', '1d', 1), 'A list of groups has at least one.'],
  ])('is refused with %s', (_, line, message) => {
    const text = `version: 1\ngroups: { a: { people: [ada] }, b: { people: [grace] } }\nrules:\n${askRule('one', line)}`;
    const result = parsePolicy(text, names);
    expect(result.ok ? [] : result.faults.map((fault) => fault.message).join()).toContain(message);
  });
});
