import type { Checkpoint } from '@countersign/core/log/checkpoint';
import type { Evidence, ProvenDecision } from '@countersign/core/log/evidence';
import { toBase64 } from '@countersign/core/log/bytes';

/** What a whole log proved, in sentences. */
export function tellLog({ origin, size, root }: Checkpoint, key: string): string[] {
  const entries = size === 1 ? '1 entry' : `${size.toLocaleString('en')} entries`;
  return [
    `The log ${origin} is whole: ${entries}, none changed, moved, added or left out.`,
    `root ${toBase64(root)}, signed with ${key.split('+').slice(0, 2).join('+')}`,
  ];
}

/** What one evidence bundle proved; call it only with evidence that has verified. */
export function tellDecision({ checkpoint, story }: ProvenDecision, evidence: Evidence): string[] {
  const { outcome, at, digest } = story.decision;
  const decided = evidence.entries.find(({ entry }) => entry.kind === `request.${outcome}`);
  return [
    `${story.request} was ${outcome} at ${at}.`,
    ...story.votes.map(
      ({ person, vote, stage }) =>
        `${vote === 'approve' ? 'approved' : 'rejected'} by ${person} in stage ${stage + 1}`,
    ),
    `change ${digest}`,
    `entry ${decided?.index ?? '?'} of the log ${checkpoint.origin}, counted from 0, with ${checkpoint.size} entries under the root ${toBase64(checkpoint.root)}`,
  ];
}
