import { randomBytes, randomInt } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** An id as Slack writes them: a letter for the kind, then ten of A-Z and 0-9. */
export function slackId(kind: string): string {
  return kind + Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join('');
}

export function secret(bytes = 18): string {
  return random(bytes).toString('hex');
}

/** As Slack fills in a missing `block_id` or `action_id`. */
export function shortId(): string {
  return random(4).toString('base64url').slice(0, 5);
}

let pool = Buffer.alloc(0);

/** Drawn in large portions, since each draw costs as much as hundreds of bytes. */
function random(bytes: number): Buffer {
  if (pool.length < bytes) pool = randomBytes(Math.max(bytes, 4096));
  const drawn = pool.subarray(0, bytes);
  pool = pool.subarray(bytes);
  return drawn;
}
