import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { reach } from '../../../../tests/support/imports.ts';
import { languagesOf } from '../../src/policy/languages-of.ts';
import { allLanguages } from '../../src/policy/all-languages.ts';
import { readPolicy } from '../../src/policy/read.ts';

const policy = resolve(import.meta.dirname, '../../src/policy');
const onDemand = join(policy, 'languages-of.ts');
const heavy = /cel-js|re2js|rrule|temporal/;

it('what reads and judges a policy reaches neither conditions nor calendars by itself', () => {
  for (const file of ['read.ts', 'evaluate.ts', 'languages-of.ts', '../request/decide.ts']) {
    expect([...reach(join(policy, file), [onDemand])].filter((name) => heavy.test(name))).toEqual(
      [],
    );
  }
  expect([...reach(join(policy, 'all-languages.ts'))].some((name) => heavy.test(name))).toBe(true);
});

const document = (rule: string, more = '') => `version: 1
groups: { sre: { people: [ada] } }
${more}
rules:
  - name: deploys
    ${rule}
    route: { slack: [C0RELEASES] }
    stages: [{ name: release, quorum: 1, groups: [sre] }]
`;

it.each([
  ['a condition', document('when: change.linesAdded > 5')],
  ['a zone', document('expires: 1h', 'zone: Europe/Berlin')],
  ['a freeze', document('expires: 1h', 'freezes: [{ name: x, from: a, to: b }]')],
])('a document with %s is read with both', async (_, text) => {
  expect(await languagesOf(text)).toBe(allLanguages);
});

it('of files that are included, too', async () => {
  const file = document('when: change.linesAdded > 5');
  expect(await languagesOf(document('expires: 1h'), new Map([['a.yaml', file]]))).toBe(
    allLanguages,
  );
});

it('a document without any is read without them', async () => {
  const text = document('expires: 1h');
  const languages = await languagesOf(text);
  expect(languages).not.toBe(allLanguages);
  expect(readPolicy(text, null, new Map(), languages)).toMatchObject({ ok: true });
});

it('a key that is spelled so that it is not found is a fault, not a rule without its condition', async () => {
  const text = document('"whe\\u006e": change.linesAdded > 5');
  const read = readPolicy(text, null, new Map(), await languagesOf(text));
  expect(read).toMatchObject({ ok: false });
});
