import { createHmac } from 'node:crypto';

export interface SignatureHeaders {
  'x-slack-request-timestamp': string;
  'x-slack-signature': string;
}

/**
 * Slack's v0 request signature over the raw body bytes; `timestamp` in seconds.
 * Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function signRequest(
  secret: string,
  body: string | Uint8Array,
  timestamp: number,
): SignatureHeaders {
  const hmac = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body);
  return {
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': `v0=${hmac.digest('hex')}`,
  };
}
