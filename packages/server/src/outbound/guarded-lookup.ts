import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './address.ts';
import { OutboundRefused } from './refused.ts';

type Answer = (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void;

/** All addresses of a host. */
export type Resolve = (host: string, answer: Answer) => void;

export const systemResolve: Resolve = (host, answer) => lookup(host, { all: true }, answer);

/**
 * A look-up for sockets that answers public addresses only. The socket connects to the very
 * addresses that were checked, so a name that changes its answer in between (rebinding) gains nothing.
 */
export function guardedLookup(resolve: Resolve): LookupFunction {
  return (host, options, callback) =>
    resolve(host, (error, found) => {
      const [first] = found ?? [];
      if (error) return callback(error, '');
      if (!first || !found.every(({ address }) => isPublicAddress(address))) {
        return callback(new OutboundRefused(host), '');
      }
      return options.all ? callback(null, found) : callback(null, first.address, first.family);
    });
}
