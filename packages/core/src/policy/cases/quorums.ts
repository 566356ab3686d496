import type { Quorum } from '../plan.ts';
import { isSame } from './expectation.ts';

export type WantedQuorum = { quorum?: number | undefined; groups?: string[] | undefined };

/** `quorum` and `groups` are short for one quorum; undefined where none is named. */
export function wantedQuorums({
  quorum,
  groups,
  quorums,
}: WantedQuorum & { quorums?: WantedQuorum[] | undefined }): WantedQuorum[] | undefined {
  if (quorums !== undefined) return quorums;
  return quorum === undefined && groups === undefined ? undefined : [{ quorum, groups }];
}

/** In this order. */
export function isAsWanted(wanted: readonly WantedQuorum[], got: readonly Quorum[]): boolean {
  return (
    wanted.length === got.length &&
    got.every((quorum, at) => {
      const { quorum: count = quorum.quorum, groups = quorum.groups } = wanted[at] ?? {};
      return count === quorum.quorum && isSame(groups, quorum.groups);
    })
  );
}

export function quorumsText(quorums: readonly WantedQuorum[], combine: 'all' | 'any'): string {
  const joint = combine === 'all' ? ' and ' : ', or ';
  return quorums
    .map(
      ({ quorum, groups }) => `${quorum ?? 'so many'} of ${groups?.join(' or ') ?? 'any groups'}`,
    )
    .join(joint);
}
