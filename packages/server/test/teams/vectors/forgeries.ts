import type { Forgery } from '@countersign/emulator';
import { OTHER_TENANT } from '../desk.ts';

/** Each is genuine but for one thing. */
export const forgeries: [what: string, forgery: Forgery, why: RegExp][] = [
  ['no token', { authorization: '' }, /no bearer token/],
  ['a token that is none', { authorization: 'Bearer abc' }, /no bearer token/],
  ['another scheme', { authorization: 'Basic YTpi' }, /no bearer token/],
  ['no signature', { alg: 'none' }, /no bearer token|no RS256 key/],
  ['the public key as a shared secret', { alg: 'HS256' }, /no RS256 key/],
  ['another algorithm of the right key', { alg: 'PS256' }, /no RS256 key/],
  ['a longer hash', { alg: 'RS512' }, /no RS256 key/],
  ['a key that nobody published', { key: 'unknown' }, /no such key/],
  ['no name of a key', { kid: null }, /no RS256 key/],
  ['a name of no key', { kid: 'nobody' }, /no such key/],
  ['a key of Entra', { key: 'entra' }, /no such key/],
  ['a key for another channel', { key: 'unendorsed' }, /not endorsed/],
  ['claims that were changed after signing', { tamper: true }, /signature/],
  ['another audience', { claims: { aud: '11111111-2222-4333-8444-555555555555' } }, /"aud"/],
  ['no audience', { claims: { aud: null } }, /"aud"/],
  ['an issuer of Entra', { claims: { iss: `https://sts.windows.net/${OTHER_TENANT}/` } }, /"iss"/],
  ['an issuer that begins alike', { claims: { iss: 'https://api.botframework.com.evil.example' } }, /"iss"/],
  ['no issuer', { claims: { iss: null } }, /"iss"/],
  ['no end', { claims: { exp: null } }, /"exp"/],
  ['no serviceurl claim', { claims: { serviceurl: null } }, /"serviceurl"/],
  ['a serviceurl claim that is no text', { claims: { serviceurl: 1 } }, /no text/],
  ['a serviceUrl that is not the one in the token', { activity: { serviceUrl: 'https://smba.trafficmanager.net/amer/' } }, /not the one in the token/],
  ['no serviceUrl', { activity: { serviceUrl: null } }, /no activity/],
  ['another channel', { activity: { channelId: 'webchat' } }, /channelId/],
  ['no channel', { activity: { channelId: null } }, /no activity/],
  ['another tenant', { activity: { channelData: { tenant: { id: OTHER_TENANT } } } }, /tenant/],
  ['a conversation of another tenant', { activity: { conversation: { tenantId: OTHER_TENANT } } }, /tenant/],
  ['no tenant', { activity: { channelData: { tenant: null } } }, /no activity/],
];
