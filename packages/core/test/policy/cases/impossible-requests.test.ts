import { expect, it } from 'vitest';
import { readCases } from '../../../src/policy/cases/read.ts';

const base = { identity: 'ci', action: 'deploy', environment: 'production', resource: 'db/orders' };

const read = (request: object, more: object = {}) => {
  const one = { name: 'a', request: { ...base, ...request }, ...more, expect: { code: 'no_rule' } };
  const cases = readCases(JSON.stringify({ cases: [one] }));
  return cases.ok ? [] : cases.faults;
};

const said = (at: string) => read({}, { at }).map(({ message }) => message);

// No rule is for what nobody can ask for: such a case would hold whatever the policy says.
it.each([
  [{ action: 'Deploy' }, 'action'],
  [{ action: 'db drop' }, 'action'],
  [{ environment: 'Production' }, 'environment'],
  [{ environment: 'x'.repeat(65) }, 'environment'],
  [{ resource: 'db orders' }, 'resource'],
])('a case of a request that the service takes from nobody is a fault: %j', (request, field) => {
  expect(read(request)).toMatchObject([
    {
      path: `cases[0].request.${field}`,
      message: expect.stringContaining('No request can have this:') as string,
    },
  ]);
  expect(read({})).toEqual([]);
});

it('a day that there is not is told from a moment without an offset', () => {
  expect(said('2026-02-28T10:00:00Z')).toEqual([]);
  for (const at of ['2026-02-30T10:00:00Z', '2026-02-28T10:00:00']) {
    expect(said(at)).toEqual([
      'A moment is a day and a time that there are, with its offset: 2026-12-20T19:00:00+01:00.',
    ]);
  }
});
