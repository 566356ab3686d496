import type { Change } from '@countersign/core/wire/types';
import { createHash } from 'node:crypto';
import { sizeOf } from '../git/diff.ts';
import type { Snapshot } from './snapshot.ts';

/** What is no longer as it was approved, one sentence each; empty when nothing has moved. */
export function driftOf(approved: Snapshot, now: Snapshot): string[] {
  return [
    ...commitDrift(approved.change, now.change),
    ...diffDrift(approved.change.diff, now.change.diff),
    ...artifactDrift(approved.change, now.change),
    ...(approved.change.repository === now.change.repository
      ? []
      : [
          `The repository was ${approved.change.repository ?? 'none'} and is ${now.change.repository ?? 'none'}.`,
        ]),
    ...(approved.uncommittedHash === now.uncommittedHash ||
    approved.change.commit !== now.change.commit
      ? []
      : ['Tracked files were edited in the working tree.']),
    ...(approved.programDigest === now.programDigest
      ? []
      : [`The program ${approved.change.command?.[0] ?? ''} was edited.`]),
  ];
}

function commitDrift(approved: Change, now: Change): string[] {
  if (approved.commit === now.commit) return [];
  return [`HEAD was at ${shortId(approved.commit)} and is at ${shortId(now.commit)}.`];
}

function diffDrift(approved: string | undefined, now: string | undefined): string[] {
  if (approved === now) return [];
  return [`The diff was ${describe(approved)} and is ${describe(now)}.`];
}

function artifactDrift(approved: Change, now: Change): string[] {
  const digests = new Map(now.artifacts?.map(({ name, digest }) => [name, digest]));
  return (approved.artifacts ?? [])
    .filter(({ name, digest }) => digests.get(name) !== digest)
    .map(
      ({ name, digest }) =>
        `The artifact ${name} was ${digest} and is ${digests.get(name) ?? 'gone'}.`,
    );
}

function describe(diff: string | undefined): string {
  if (diff === undefined) return 'none';
  const { files, added, removed } = sizeOf(diff);
  const hash = createHash('sha256').update(diff).digest('hex').slice(0, 12);
  return `${hash} (${files} ${files === 1 ? 'file' : 'files'}, +${added} -${removed})`;
}

function shortId(commit: string | undefined): string {
  return commit?.slice(0, 12) ?? 'no commit';
}
