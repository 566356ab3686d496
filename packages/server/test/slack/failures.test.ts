import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { expect, it } from 'vitest';
import { toChatFailure } from '../../src/chat/slack/failure.ts';

const answered = (error: string) => new WebAPIPlatformError({ ok: false, error });

it.each([
  [
    'a rate limit',
    new WebAPIRateLimitedError(7),
    { kind: 'retry', retryAfterMs: 7_000, ambiguous: false },
  ],
  [
    'a timeout',
    new WebAPIRequestError(new DOMException('', 'TimeoutError')),
    { kind: 'retry', ambiguous: true },
  ],
  ['a body that breaks off', new TypeError('terminated'), { kind: 'retry', ambiguous: true }],
  ['status 502', new WebAPIHTTPError(502, '', {}), { kind: 'retry', ambiguous: true }],
  ['status 404', new WebAPIHTTPError(404, '', {}), { kind: 'retry', ambiguous: false }],
  ['a page of a proxy', answered('<html>Bad gateway</html>'), { kind: 'retry', ambiguous: true }],
  ['internal_error', answered('internal_error'), { kind: 'retry', ambiguous: true }],
  ['ratelimited', answered('ratelimited'), { kind: 'retry', ambiguous: false }],
  ['message_not_found', answered('message_not_found'), { kind: 'gone' }],
  ['cant_update_message', answered('cant_update_message'), { kind: 'gone' }],
  ['invalid_blocks', answered('invalid_blocks'), { kind: 'rejected' }],
  ['msg_too_long', answered('msg_too_long'), { kind: 'rejected' }],
  ['an error of tomorrow', answered('brand_new_error'), { kind: 'rejected' }],
  ['not_in_channel', answered('not_in_channel'), { kind: 'unavailable' }],
])('%s', (_, error, expected) => {
  expect(toChatFailure(error, 'C1')).toMatchObject(expected);
});

it('names the channel in what is to be done', () => {
  expect(toChatFailure(answered('not_in_channel'), 'C1').message).toContain('not in C1');
});

it('says nothing of what a broken answer held', () => {
  expect(toChatFailure(answered('<html>secret</html>')).message).not.toContain('secret');
});
