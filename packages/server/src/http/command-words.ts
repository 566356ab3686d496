import type { ReviewInput } from '../ports/chat-use-cases.ts';

/** What people write in a hurry. */
export function isEmergency(verb: string): boolean {
  return verb === 'break-glass' || verb === 'breakglass';
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
