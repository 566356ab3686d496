import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '../app/caller.ts';
import type { ProvePerson } from './session/people.ts';

/** Proves who calls, or throws a Fault. */
export type Authenticate = (authorization: string | undefined) => Promise<Caller>;

/**
 * Proves who calls each route of `app`, before a byte of the body is read: a stranger's megabytes
 * cost nothing. Returns how a handler learns who it was; a token that counts once is spent once.
 * With `provePerson` a session opens what the table of access says; `personOf` tells whose.
 */
export function proveCallers(
  app: Pick<FastifyInstance, 'addHook'>,
  authenticate: Authenticate,
  provePerson?: ProvePerson,
): (request: FastifyRequest) => Caller {
  const callers = new WeakMap<FastifyRequest, Caller>();
  app.addHook('onRequest', async (request, reply) => {
    if (await provePerson?.(request, reply)) return;
    callers.set(request, await authenticate(request.headers.authorization));
  });
  return (request) => {
    const caller = callers.get(request);
    if (!caller) throw new Error('A route was reached by somebody who did not prove who they are.');
    return caller;
  };
}
