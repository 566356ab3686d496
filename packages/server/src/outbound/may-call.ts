import { isIP } from 'node:net';
import { hostOf, isPublicAddress } from './address.ts';

/** Whether the operator trusts it: such a host may be private, and spoken to over http. */
export function isAllowed(url: URL, allowHosts: readonly string[]): boolean {
  const host = hostOf(url);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return allowHosts.some((allowed) => allowed === host || allowed === `${host}:${port}`);
}

/**
 * What its writing alone says: https, and no address of this machine or of a private network. What
 * a name stands for is looked up at each call. `localhost` is this machine by RFC 6761, whatever a
 * resolver says of it.
 */
export function looksPublic(url: URL): boolean {
  const host = hostOf(url);
  const isHere = /(?:^|\.)localhost$/u.test(host);
  return url.protocol === 'https:' && !isHere && (isIP(host) === 0 || isPublicAddress(host));
}
