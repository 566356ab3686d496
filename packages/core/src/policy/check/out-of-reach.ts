import type { Finding } from '../../yaml/fault.ts';
import type { Draft, RuleDraft, StageDraft } from '../draft.ts';
import { lateGroups, listedPeople } from './listed-people.ts';
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
  const late = lateGroups(stage);
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
    ...rejectionFindings(stage, groups),
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

/** Where somebody has a veto, that is how it ends: a number that nobody reaches may say so. */
function rejectionFindings(stage: StageDraft, groups: Draft['groups']): Finding[] {
  const { quorum, veto } = stage.reject ?? { quorum: null, veto: [] };
  const voting = [stage, ...stage.all, ...stage.any].flatMap((one) => one?.groups ?? []);
  const people = listedPeople([...voting, ...lateGroups(stage)], groups);
  if (!people?.size || !quorum || quorum <= people.size || veto.length > 0) return [];
  const message = `So many never reject: the groups of this stage ${have(people.size)} in all.`;
  return [{ path: ['reject', 'quorum'], message }];
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
  return [
    `The quorum is ${quorum.quorum}, but the groups of this ${of} ${have(people.size)} in all.`,
  ];
}

function have(people: number): string {
  return people === 1 ? 'has 1 person' : `have ${people} people`;
}
