import type { Submission } from '@countersign/core/wire/submission';
import type { LeftOut, TogetherResult } from '../../ports/list-use-cases.ts';
import { changeText, holdsAll, onCard, type ChangeText } from './change.ts';
import { count, line } from './words.ts';

/** Characters of a form about several requests; a line costs more than its text. */
const FORM_ROOM = 9_000;
const LINE_COST = 60;

/** Those that a form holds whole, from the first on. */
export function fitTogether(submissions: readonly Submission[]): boolean[] {
  let left = FORM_ROOM;
  return submissions.map((submission) => {
    if (!holdsAll(onCard, submission)) return false;
    const cost = costOf(changeText(submission, onCard));
    if (cost > left) return false;
    left -= cost;
    return true;
  });
}

function costOf({
  resource,
  summary,
  repository,
  command,
  parameters,
  artifacts,
  diff,
  coverage,
}: ChangeText) {
  const texts = [resource, summary, repository, command, diff?.preview, coverage];
  const lines = [...texts.filter((text) => text != null), ...parameters, ...artifacts];
  const characters = lines.reduce((sum, text) => sum + text.length, 0);
  return characters + (lines.length + (diff?.lines ?? 0) + 4) * LINE_COST;
}

/** `Approve these 8 requests, each by itself, as shown here:` */
export function togetherHeadline(verb: string, n: number): string {
  return n === 1
    ? `${verb} this request, as shown here:`
    : `${verb} these ${requests(n)}, each by itself, as shown here:`;
}

/** `Approve these 8` */
export function togetherButton(verb: string, n: number): string {
  return n === 1 ? `${verb} this one` : `${verb} these ${n}`;
}

/** `8 requests` */
function requests(n: number): string {
  return count(n, 'request');
}

/** One line for each, inert. */
export function leftTexts(left: readonly LeftOut[]): string[] {
  return left.map(({ what, why }) => `${line(what, 120)}: ${line(why, 300)}`);
}

/** What became of those that were decided together. */
export function resultTexts({ vote, ...of }: Extract<TogetherResult, { ok: true }>) {
  const { done, waiting, held, refused } = of;
  const isPending = waiting.length + held.length > 0;
  const did = vote === 'approve' ? 'Approved' : 'Rejected';
  const parts = [
    ...(done.length > 0 || !isPending ? [`${did}: ${requests(done.length)}.`] : []),
    ...(held.length > 0 ? [`Approved, and waiting: ${requests(held.length)}.`] : []),
    ...(waiting.length > 0 ? [`Not settled by your word alone: ${requests(waiting.length)}.`] : []),
    ...(refused.length > 0 ? [`Not ${did.toLowerCase()}: ${requests(refused.length)}.`] : []),
  ];
  const lines = [
    ...done.map((what) => `✓ ${line(what, 120)}`),
    ...leftTexts(held),
    ...leftTexts(waiting),
    ...leftTexts(refused),
  ];
  return { headline: parts.join(' '), lines };
}
