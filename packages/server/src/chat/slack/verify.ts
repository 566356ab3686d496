import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds that a request's timestamp may lie before or after our clock. */
const MAX_SKEW = 300;

export type SignedHeaders = {
  [name: string]: string | string[] | undefined;
};

export type Verified = { ok: true } | { ok: false; why: string };

/**
 * Proves that Slack sent these raw bytes, by its v0 signature.
 * `now` in milliseconds. Unlike Slack's own library this refuses timestamps of the future as well:
 * a signature that was leaked or made ahead of time would else be good for as long as it likes.
 * Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function verifySlackRequest(
  signingSecret: string,
  request: { headers: SignedHeaders; body: Uint8Array },
  now: number,
): Verified {
  const timestamp = request.headers['x-slack-request-timestamp'];
  const signature = request.headers['x-slack-signature'];
  if (signingSecret === '') return refused('no signing secret is configured');
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) {
    return refused('x-slack-request-timestamp is missing or not a number of seconds');
  }
  if (Math.abs(Math.floor(now / 1000) - Number(timestamp)) > MAX_SKEW) {
    return refused(`x-slack-request-timestamp is more than ${MAX_SKEW} s from our clock`);
  }
  if (typeof signature !== 'string' || !/^v0=[0-9a-f]{64}$/.test(signature)) {
    return refused('x-slack-signature is missing or malformed');
  }
  const expected = createHmac('sha256', signingSecret)
    .update(`v0:${timestamp}:`)
    .update(request.body)
    .digest();
  const given = Buffer.from(signature.slice('v0='.length), 'hex');
  return timingSafeEqual(given, expected) ? { ok: true } : refused('the signature does not match');
}

function refused(why: string): Verified {
  return { ok: false, why };
}
