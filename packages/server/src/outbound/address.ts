import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Public by its number, but answered by the machine below: Azure's metadata and agent endpoint. */
const hostOfTheCloud = '168.63.129.16';

/** All of IPv6 that was ever given out; `::7f00:1`, an old way to write 127.0.0.1, is not in it. */
const allocatedIPv6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address is one of the public internet. What registries keep for special uses is not:
 * loopback, private, link-local (cloud metadata), carrier NAT, multicast, documentation, tunnels
 * (https://www.iana.org/assignments/iana-ipv4-special-registry). IPv4 within IPv6 counts as IPv4.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const plain = ipaddr.process(address);
  if (plain.range() !== 'unicast' || plain.toString() === hostOfTheCloud) return false;
  return plain instanceof ipaddr.IPv4 || plain.match(allocatedIPv6);
}

/** The host of a URL as a resolver knows it: no brackets around IPv6, no dot at the end. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/u, '$1').replace(/\.$/u, '');
}
