import { BlockList, isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const names = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * Whoever reaches the control API acts as anybody. So it answers this machine's processes only, and
 * no browser: a page elsewhere reaches loopback ports too, under a name of its own or with an Origin.
 */
export function guard(scope: FastifyInstance): void {
  scope.addHook('onRequest', async (request, reply) => {
    const refusal = refusalOf(request);
    if (refusal !== undefined) return reply.code(403).send({ error: refusal });
  });
}

function refusalOf({ ip, host, headers }: FastifyRequest): string | undefined {
  if (!loopback.check(ip, isIPv6(ip) ? 'ipv6' : 'ipv4')) {
    return 'The control API answers processes of this machine only.';
  }
  if (!names.has(host.replace(/:\d+$/, ''))) return `${host} is not a name of this machine.`;
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) {
    return 'The control API is not for browsers.';
  }
  return undefined;
}
