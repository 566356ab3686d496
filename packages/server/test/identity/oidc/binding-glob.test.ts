import { expect, it } from 'vitest';
import { claimsMatch } from '../../../src/identity/claims.ts';

const workflow = 'octo/pay/.github/workflows/deploy.yml@refs/heads/main';

it.each([
  [workflow, workflow, true],
  ['octo/pay/.github/workflows/*@refs/heads/main', workflow, true],
  ['octo/*/.github/workflows/deploy.yml@refs/heads/main', workflow, true],
  ['octo/pay/.github/workflows/d*y*l@*s/heads/main', workflow, true],
  ['*', 'main', true],
  ['v*', 'v', true],
  ['*', 'refs/heads/main', false],
  ['octo/*', 'octo/pay/evil', false],
  ['repo:octo/*', 'repo:octo/pay:environment:production', false],
  ['octo/*/deploy.yml', 'octo/x/../deploy.yml', false],
  ['octo', 'octo2', false],
  ['octo', 'Octo', false],
  ['a*a', 'a', false],
  ['ab*ba', 'aba', false],
  ['*b*b*', 'ab', false],
  ['.', 'x', false],
  ['v[0-9]', 'v1', false],
  ['main', 'main\n', false],
])('the pattern %j over %j', (pattern, value, matches) => {
  expect(claimsMatch({ claim: pattern }, { claim: value })).toBe(matches);
});

it('flags and whole numbers are read as text; lists, objects and what is missing match nothing', () => {
  expect(claimsMatch({ protected: 'true', id: '42' }, { protected: true, id: 42 })).toBe(true);
  for (const value of [['x'], { x: 1 }, null, undefined, 1.5, 2 ** 60]) {
    expect(claimsMatch({ claim: '*' }, { claim: value })).toBe(false);
  }
});

it('claims that every object has are not claims', () => {
  expect(claimsMatch({ constructor: '*' }, {})).toBe(false);
});

it('a pattern with many stars is not slow', () => {
  const started = process.cpuUsage();
  claimsMatch({ claim: '*a'.repeat(250) }, { claim: 'a'.repeat(200) + 'b' });
  expect(process.cpuUsage(started).user).toBeLessThan(200_000);
});
