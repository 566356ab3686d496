import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tally } from '../../src/request/tally.ts';

const security = { quorum: 1, groups: ['security'] };
const release = { quorum: 2, groups: ['releasers', 'leads'] };
const by = (...groups: string[]) => ({ groups });

const all = { combine: 'all' as const, quorums: [security, release] };

function helps(...ballots: { groups: string[] }[]): boolean[] {
  return tally(all, ballots).quorums.map((quorum) => quorum.helps);
}

describe('all of several quorums', () => {
  it('want people of their own each', () => {
    expect(tally(all, [])).toMatchObject({ met: false, missing: 3 });
    expect(tally(all, [by('security'), by('leads')])).toMatchObject({ met: false, missing: 1 });
    expect(tally(all, [by('security'), by('leads'), by('releasers')]).met).toBe(true);
  });

  it('count somebody who is in both once, where they are needed', () => {
    const inBoth = by('security', 'releasers');
    expect(tally(all, [inBoth, by('leads')])).toMatchObject({ met: false, missing: 1 });
    expect(tally(all, [inBoth, by('leads'), by('releasers')]).met).toBe(true);
    expect(tally(all, [by('leads'), by('releasers'), inBoth]).met).toBe(true);
  });

  it('say whose approval would help, also by freeing somebody for another', () => {
    expect(helps(by('security'))).toEqual([false, true]);
    expect(helps(by('leads'), by('releasers'))).toEqual([true, false]);
    expect(helps(by('leads'), by('security', 'releasers'))).toEqual([true, true]);
    expect(helps(by('leads'), by('releasers'), by('security'))).toEqual([false, false]);
  });

  it('tell who counts for which, and what each is missing', () => {
    const { quorums } = tally(all, [by('security', 'releasers'), by('security')]);
    expect(quorums).toMatchObject([
      { counted: [1], missing: 0 },
      { counted: [0], missing: 1 },
    ]);
  });
});

describe('any of several quorums', () => {
  const any = { combine: 'any' as const, quorums: [security, release] };

  it('is met by the first that is full', () => {
    expect(tally(any, [by('releasers')])).toMatchObject({ met: false, missing: 1 });
    expect(tally(any, [by('releasers'), by('leads')]).met).toBe(true);
    expect(tally(any, [by('security')]).met).toBe(true);
  });

  it('does not add up people of different quorums', () => {
    const two = { combine: 'any' as const, quorums: [{ ...security, quorum: 2 }, release] };
    expect(tally(two, [by('security'), by('releasers')]).met).toBe(false);
  });
});

describe('whatever the quorums and the votes', () => {
  const groups = ['a', 'b', 'c'];
  const quorums = fc.array(
    fc.record({ quorum: fc.integer({ min: 1, max: 3 }), groups: fc.subarray(groups) }),
    { minLength: 1, maxLength: 3 },
  );
  const stage = fc.record({ combine: fc.constantFrom<'all' | 'any'>('all', 'any'), quorums });
  const ballots = fc.array(fc.record({ groups: fc.subarray(groups) }), { maxLength: 7 });

  it('the order of votes does not matter', () => {
    const shuffled = ballots.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(stage, shuffled, (one, [votes, others]) => {
        const [a, b] = [tally(one, votes), tally(one, others)];
        expect([a.met, a.missing]).toEqual([b.met, b.missing]);
      }),
    );
  });

  it('so many more people as are missing are enough, and fewer are not', () => {
    fc.assert(
      fc.property(stage, ballots, (one, votes) => {
        // Nobody can be found for a quorum of no group.
        fc.pre(one.quorums.every((quorum) => quorum.groups.length > 0));
        const { missing } = tally(one, votes);
        const helpers = (count: number) => [...votes, ...Array.from({ length: count }, () => ({}))];
        expect(tally(one, helpers(missing)).met).toBe(true);
        const fewer = tally(one, helpers(Math.max(0, missing - 1)));
        expect(fewer.met).toBe(missing === 0);
      }),
    );
  });

  it('nobody and an empty group approve nothing', () => {
    fc.assert(
      fc.property(stage, ballots, (one, votes) => {
        expect(tally(one, []).met).toBe(false);
        const nobody = { ...one, quorums: one.quorums.map((q) => ({ ...q, groups: [] })) };
        expect(tally(nobody, votes).met).toBe(false);
      }),
    );
  });
});
