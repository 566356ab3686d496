import { randomBytes, randomInt } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** An id as Slack writes them: a letter for the kind, then ten of A-Z and 0-9. */
export function slackId(kind: string): string {
  return kind + Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join('');
}

export function secret(bytes = 18): string {
  return randomBytes(bytes).toString('hex');
}

/** As Slack fills in a missing `block_id` or `action_id`. */
export function shortId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}
