import { describe, expect, it } from 'vitest';
import { bundlePolicy } from '../../src/policy/bundle.ts';
import { keptGroups } from '../../src/policy/kept-groups.ts';
import { askRule, document, edited, faultsOf, policyOf } from './support.ts';

describe('the groups of a policy that was kept', () => {
  it('are those that it had', () => {
    expect(keptGroups(document)).toEqual(policyOf(document).groups);
  });

  it('are with those of its files, and of no others', () => {
    const main = `version: 1
groups: { z: { people: [ada] } }
include: [{ file: team.yaml, resources: web }]
rules:
${askRule('r', 'match: { resource: web }', 'stages: [{ name: s, quorum: 1, groups: [z] }]')}`;
    const team = `groups: { a: { slack: [S0A] } }
rules:
${askRule('t', 'match: { resource: web }', 'stages: [{ name: s, quorum: 1, groups: [a] }]')}`;
    const files = new Map([['team.yaml', team]]);
    const kept = bundlePolicy(main, new Map([...files, ['other.yaml', document]]));
    expect(keptGroups(kept)).toEqual(policyOf(main, files).groups);
    expect(keptGroups(kept).map(({ name }) => name)).toEqual(['a', 'z']);
  });

  it('are there where a later version of the service finds a fault in its rules', () => {
    const text = edited('expires: 15m', 'burst: { within: 10m }\n    sensitivity: restricted');
    expect(faultsOf(text)).toHaveLength(1);
    expect(keptGroups(text)).toEqual(policyOf(document).groups);
  });

  it('are none that can not be read themselves', () => {
    const text = edited('{ people: [ada, grace] }', '{ people: ada }');
    expect(keptGroups(text).map(({ name }) => name)).toEqual(['release-approvers']);
    expect(keptGroups('{')).toEqual([]);
    expect(keptGroups('')).toEqual([]);
  });
});
