import type { Finding } from '../../yaml/fault.ts';
import type { Draft, RuleDraft, StageDraft } from '../draft.ts';
import { canBeMet } from './quorums.ts';

/** A quorum that the people of its groups can't meet. Only listed people can be counted here. */
export function outOfReach({ rules }: Draft, groups: Draft['groups']): Finding[] {
  return rules.flatMap((rule, ruleAt) => [
    ...(rule?.stages ?? []).flatMap((stage, stageAt) => {
      if (stage === null) return [];
      const path = ['rules', ruleAt, 'stages', stageAt] as const;
      return stageFindings(stage, groups).map((finding) => ({
        ...finding,
        path: [...path, ...finding.path],
      }));
    }),
    ...reviewFindings(rule?.break_glass ?? null, groups).map((finding) => ({
      ...finding,
      path: ['rules', ruleAt, 'break_glass', 'review', ...finding.path],
    })),
  ]);
}

type Written = { quorum: number | null; groups: (string | null)[] };

function stageFindings(stage: StageDraft, groups: Draft['groups']): Finding[] {
  const late = stage.escalate.flatMap((escalation) => escalation?.groups ?? []);
  const peopleOf = (names: (string | null)[]) => listedPeople([...names, ...late], groups);
  const alone = (quorum: Written | null, path: (string | number)[]): Finding[] => {
    const people = quorum ? peopleOf(quorum.groups) : undefined;
    return tooFew(quorum, people, 'stage').map((message) => ({
      path: [...path, 'quorum'],
      message,
    }));
  };
  const findings = [
    ...alone(stage, []),
    ...stage.any.flatMap((quorum, at) => alone(quorum, ['any', at])),
    ...stage.all.flatMap((quorum, at) => alone(quorum, ['all', at])),
  ];
  if (findings.length > 0) return findings;
  const counted = stage.all.flatMap((quorum) => {
    const people = quorum && peopleOf(quorum.groups);
    return people?.size && quorum?.quorum ? [{ quorum: quorum.quorum, people }] : [];
  });
  if (canBeMet(counted)) return [];
  const message =
    'These quorums can not all be met: each needs people of its own, and their groups share too few.';
  return [{ path: ['all'], message }];
}

/** Who opened it does not review it: where that leaves too few whoever it was, nobody ever could. */
function reviewFindings(breakGlass: RuleDraft['break_glass'], groups: Draft['groups']): Finding[] {
  const review = breakGlass?.review;
  const people = review ? listedPeople(review.groups, groups) : undefined;
  if (!breakGlass || !review || !people?.size) return [];
  const messages = tooFew(review, people, 'review');
  if (messages.length > 0) return messages.map((message) => ({ path: ['quorum'], message }));
  const openers = listedPeople(breakGlass.groups, groups);
  const isOneShort = (review.quorum ?? 1) === people.size && openers?.size;
  if (!isOneShort || [...openers].some((opener) => !people.has(opener))) return [];
  const message =
    'Nobody could complete this review: whoever opens the emergency path is one of these people, and does not review it.';
  return [{ path: ['groups'], message }];
}

function tooFew(
  quorum: Written | null,
  people: ReadonlySet<string> | undefined,
  of: 'stage' | 'review',
): string[] {
  if (!people?.size || !quorum?.quorum || quorum.quorum <= people.size) return [];
  const have = people.size === 1 ? 'has 1 person' : `have ${people.size} people`;
  return [`The quorum is ${quorum.quorum}, but the groups of this ${of} ${have} in all.`];
}

/** Undefined where somebody may belong to them who is not listed. */
function listedPeople(names: (string | null)[], groups: Draft['groups']): Set<string> | undefined {
  const people = new Set<string>();
  for (const name of names) {
    const group = name !== null && Object.hasOwn(groups, name) ? groups[name] : null;
    if (!group || (group.slack ?? []).length + (group.entra ?? []).length > 0) return undefined;
    for (const person of group.people ?? []) people.add(person);
  }
  return people;
}
