import type { Person } from '@countersign/core/people';
import type { Vote } from '@countersign/core/request/state';
import { truncate } from '@countersign/core/text/truncate';
import { visible } from '@countersign/core/text/visible';

/** Untrusted text on one line: made visible, line breaks shown, at most `max` characters. */
export function line(text: string, max: number): string {
  return truncate(oneLine(text), max);
}

export function oneLine(text: string): string {
  return visible(text).replaceAll('\n', '\\n').replaceAll('\t', ' ');
}

/** `Ada Lovelace, Grace Hopper and 3 more`; null where there is nobody. */
export function names(people: readonly Person[], max: number): string | null {
  const distinct = new Map(people.map((person) => [person.id, line(person.name, 60)]));
  return distinct.size === 0 ? null : listOf([...distinct.values()], max);
}

/** `a, b and c`; past `max` items `a, b and 4 more`. */
export function listOf(items: readonly string[], max: number, last = 'and'): string {
  const shown = items.length > max ? items.slice(0, max) : items.slice(0, -1);
  const rest = items.length > max ? `${items.length - max} more` : items.at(-1);
  return shown.length === 0 ? (rest ?? '') : `${shown.join(', ')} ${last} ${rest}`;
}

/** `Ada Lovelace and Grace Hopper (for Lise Meitner)`; null where nobody voted. */
export function voters(votes: readonly Pick<Vote, 'person' | 'onBehalfOf'>[], max: number) {
  const distinct = new Map(
    votes.map((vote) => [`${vote.person.id} ${vote.onBehalfOf?.person.id}`, voter(vote)]),
  );
  return distinct.size === 0 ? null : listOf([...distinct.values()], max);
}

export function voter({ person, onBehalfOf }: Pick<Vote, 'person' | 'onBehalfOf'>): string {
  const name = line(person.name, 60);
  return onBehalfOf ? `${name} (for ${line(onBehalfOf.person.name, 60)})` : name;
}

/** To the one who did: `You approved this`. */
export function youVoted({ vote }: Pick<Vote, 'vote'>): string {
  return vote === 'approve' ? 'You approved this' : 'You rejected this';
}

/** `1 approval`, `2 approvals`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** `release or sre`. */
export function groupsText(groups: readonly string[]): string {
  return listOf(
    groups.map((group) => line(group, 40)),
    3,
    'or',
  );
}
