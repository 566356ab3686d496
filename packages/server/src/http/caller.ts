import type { FastifyRequest } from 'fastify';
import type { Caller } from '../app/caller.ts';

/** Proves who calls, or throws a Fault. */
export type Authenticate = (authorization: string | undefined) => Promise<Caller>;

export function callerOf(authenticate: Authenticate, request: FastifyRequest): Promise<Caller> {
  return authenticate(request.headers.authorization);
}
