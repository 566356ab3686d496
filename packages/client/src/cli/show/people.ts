import type { AblePeople, RequestView } from '@countersign/core/wire/types';
import { inert } from './text.ts';

/** `Ada and Grace can still approve it for sre.`: who can give what is missing, a sentence a quorum. */
export function peopleSentences({ stages }: RequestView): string[] {
  return stages
    .flatMap(({ quorums }) => quorums)
    .flatMap(({ groups, people }) => (people ? [sentenceOf(people, groups.join(' or '))] : []));
}

function sentenceOf({ names, more }: AblePeople, groups: string): string {
  const all = [...names.map(inert), ...(more > 0 ? [`${more} more`] : [])];
  const last = all.at(-1);
  if (last === undefined) return `Nobody who is known can still approve it for ${inert(groups)}.`;
  const who = all.length === 1 ? last : `${all.slice(0, -1).join(', ')} and ${last}`;
  return `${who} can still approve it for ${inert(groups)}.`;
}
