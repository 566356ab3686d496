import { describe, expect, it } from 'vitest';
import { families } from '../packages/server/test/identity/wycheproof-classes/classes.ts';
import { jwe } from '../packages/server/test/identity/wycheproof-classes/jwe.ts';
import names from '../packages/server/test/identity/wycheproof-classes/names.json' with { type: 'json' };
import type { Vector } from '../packages/server/test/identity/wycheproof-classes/vectors.ts';
import { classFaults } from '../scripts/wycheproof/classes.ts';
import { differences } from '../scripts/wycheproof/differences.ts';
import type { Group } from '../scripts/wycheproof/vectors.ts';

const jws = Object.values(families).flatMap((classes) => Object.entries(classes));
const told = new Map<string, { result: string }>(Object.entries(names.jws));
const sorted = (all: Iterable<string>) => [...all].sort();

const isProved = ({ verdict }: Vector) => verdict === 'proves' || verdict.signature === 'holds';

describe('Wycheproof’s classes and ours', () => {
  it('are the same, and each is in one place', () => {
    expect(sorted(jws.map(([name]) => name))).toEqual(sorted(told.keys()));
    expect(sorted(Object.keys(jwe))).toEqual(sorted(Object.keys(names.jwe)));
  });

  it('have the same verdict, or a reason', async () => {
    for (const [name, { vectors, differs }] of jws) {
      const proved = (await vectors('{"iss":"somebody"}')).some(isProved);
      const isValid = told.get(name)?.result === 'valid';
      // Where nothing of a class is proved, its reason is in the script, too.
      const reason = isValid ? (proved ? differs?.at : 'signature') : undefined;
      const seen = { name, proved: proved && !isValid, reason: differs?.at };
      expect(seen).toEqual({ name, proved: false, reason });
    }
  });
});

describe('the differences that the script expects', () => {
  const named = differences.flatMap(({ ids }) => Object.values(ids).flatMap(Object.keys));

  it('are those of the classes', () => {
    const differing = jws.filter(([, { differs }]) => differs?.at === 'signature');
    expect(sorted(new Set(named))).toEqual(sorted(differing.map(([name]) => name)));
  });

  it('are of what is valid there', () => {
    expect(named.filter((name) => told.get(name)?.result !== 'valid')).toEqual([]);
  });
});

const group = (kind: 'jws' | 'jwe'): Group => ({
  comment: kind,
  tests: Object.entries(names[kind]).map(([comment, { result, flags }], tcId) => ({
    tcId,
    comment,
    flags,
    result: result === 'valid' ? 'valid' : 'invalid',
    ...(kind === 'jws' ? { jws: 'x' } : {}),
  })),
});

describe('the script', () => {
  const all = [group('jws'), group('jwe')];
  const more = (test: Partial<Group['tests'][number]>): Group[] => [
    ...all,
    {
      comment: 'more',
      tests: [{ tcId: 1, comment: 'new', flags: [], jws: 'x', result: 'valid', ...test }],
    },
  ];

  it('finds nothing where the checkout has these classes', () => {
    expect(classFaults(all)).toEqual([]);
  });

  it.each([
    ['a class that we do not have', more({}), 'The class new (jws) is'],
    ['one of encrypted tokens', more({ jws: undefined }), 'The class new (jwe) is'],
    ['a flag', more({ comment: 'valid', flags: ['New'] }), 'The class valid (jws) is'],
    [
      'two verdicts',
      more({ comment: 'valid', result: 'invalid' }),
      'The class valid is valid and invalid there.',
    ],
    ['a class that is gone', all.slice(1), 'The class acceptsValid (jws) is not there'],
  ])('finds %s', (_, groups, fault) => {
    expect(classFaults(groups).join('\n')).toContain(fault);
  });
});
