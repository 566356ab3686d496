import type { ReviewInput } from '../ports/chat-use-cases.ts';

/** The verb, the request, and the words behind them. An id is mostly pasted, with the marks around it. */
export function readWords(text: string): { written: string; id: string; rest: string[] } {
  const [written = '', named = '', ...rest] = text.split(/\s+/u);
  const id = /^[`'"“‘<(*]*(req_[0-9a-z]+)[`'"”’>).,:*]*$/u.exec(named)?.[1] ?? named;
  return { written, id, rest };
}

/** What people write in a hurry. */
export function isEmergency(verb: string): boolean {
  return verb === 'break-glass' || verb === 'breakglass';
}

/** `WHO until WHEN`; null for anything else. */
export function readDelegate(words: readonly string[]): { who: string; until: string } | null {
  const at = words.findIndex((word) => word.toLowerCase() === 'until');
  if (at <= 0) return null;
  return { who: words.slice(0, at).join(' '), until: words.slice(at + 1).join(' ') };
}

/** `ok`, or `concern` and what it is; null for anything else. */
export function readReview([word = '', ...rest]: readonly string[]): Pick<
  ReviewInput,
  'finding' | 'comment'
> | null {
  const finding = word.toLowerCase();
  if (finding !== 'ok' && finding !== 'concern') return null;
  const comment = rest.join(' ');
  return { finding, ...(comment === '' ? {} : { comment }) };
}

/** What an approval says: `stage NAME` where it is for one, and a comment. */
export function readApproval(rest: readonly string[]): { stage: string | null; comment: string } {
  const [word = '', name, ...comment] = rest;
  return word.toLowerCase() === 'stage' && name !== undefined
    ? { stage: name, comment: comment.join(' ') }
    : { stage: null, comment: rest.join(' ') };
}

/** The words without the secrets in them: the verb and the request that it names are none. */
export async function maskWords(
  text: string,
  mask: (text: string) => Promise<string>,
): Promise<string> {
  const [, words = '', rest = ''] = /^(\S*\s*\S*)([\s\S]*)$/.exec(text) ?? [];
  return `${words}${await mask(rest)}`;
}
