import type { Permission } from '@countersign/core/roles';
import type { FastifyRequest } from 'fastify';

export type Access = {
  /** Anybody who can reach the service. */
  anyone?: true;
  /** A bot, with a credential of its own, about what is its own. */
  identity?: true;
  /** An operator's key. */
  operator?: true;
  /** A person's session: with a role that may do this, or with whatever role or none. */
  person?: Permission | 'signed_in';
};

/**
 * Who may call what, in one table. A route that is not in it is closed to every session, and a test
 * fails until somebody has thought of it.
 */
export const access: { [route: string]: Access } = {
  'POST /v1/requests': { identity: true },
  'GET /v1/requests': { identity: true, person: 'requests.read' },
  'GET /v1/requests/:id': { identity: true, person: 'requests.read' },
  'POST /v1/requests/:id/votes': { person: 'requests.decide' },
  'GET /v1/requests/:id/events': { identity: true },
  'POST /v1/requests/:id/withdraw': { identity: true },
  'POST /v1/requests/:id/start': { identity: true },
  'POST /v1/requests/:id/outcome': { identity: true },
  'GET /v1/requests/:id/evidence': { identity: true, person: 'evidence.read' },
  'POST /v1/requests/:id/grant': { identity: true },
  'GET /v1/grants/:id': { identity: true },
  'POST /v1/grants/:id/revoke': { identity: true },
  'POST /v1/operator/grants/:id/revoke': { operator: true, person: 'identities.write' },
  'POST /oauth/token': { identity: true },
  'POST /oauth/introspect': { operator: true },
  'POST /oauth/revoke': { anyone: true },
  'GET /.well-known/openid-configuration': { anyone: true },
  'GET /.well-known/oauth-authorization-server': { anyone: true },
  'GET /.well-known/jwks.json': { anyone: true },
  'GET /v1/policy/explain': { identity: true },
  'POST /v1/policy/explain': { identity: true },
  'GET /v1/operator/requests': { operator: true, person: 'requests.read' },
  'GET /v1/operator/deliveries/dead': { operator: true, person: 'deliveries.read' },
  'POST /v1/operator/deliveries/:id/retry': { operator: true, person: 'deliveries.retry' },
  'GET /v1/identities': { operator: true, person: 'identities.read' },
  'GET /v1/identities/:id': { operator: true, person: 'identities.read' },
  'GET /v1/identities/:id/timeline': { operator: true, person: 'identities.read' },
  'POST /v1/identities': { operator: true, person: 'identities.write' },
  'PUT /v1/identities/:id': { operator: true, person: 'identities.write' },
  'POST /v1/identities/:id/suspend': { operator: true, person: 'identities.write' },
  'POST /v1/identities/:id/resume': { operator: true, person: 'identities.write' },
  'POST /v1/identities/:id/keys': { operator: true, person: 'identities.write' },
  'POST /v1/identities/:id/keys/rotate': { operator: true, person: 'identities.write' },
  'DELETE /v1/identities/:id/keys/:key': { operator: true, person: 'identities.write' },
  'POST /v1/grants/:id/credentials': { identity: true },
  'GET /v1/operator/credentials': { operator: true, person: 'deliveries.read' },
  'GET /v1/targets/:name/revoked': { anyone: true },
  'GET /v1/approvers': { operator: true, person: 'approvers.read' },
  'GET /log/key': { identity: true, person: 'log.read' },
  'GET /log/checkpoint': { identity: true, person: 'log.read' },
  'GET /log/tile/*': { identity: true, person: 'log.read' },
  'GET /auth/login': { anyone: true },
  'GET /auth/callback': { anyone: true },
  'POST /auth/logout': { person: 'signed_in' },
  'GET /v1/session': { person: 'signed_in' },
  'GET /v1/sessions': { person: 'sessions.own' },
  'DELETE /v1/sessions/:id': { person: 'sessions.own' },
  'GET /healthz': { anyone: true },
  'GET /readyz': { anyone: true },
  'GET /metrics': { anyone: true },
  'GET /openapi.json': { anyone: true },
};

export function accessOf(request: FastifyRequest): Access | undefined {
  const { method } = request;
  const route = `${method === 'HEAD' ? 'GET' : method} ${request.routeOptions.url ?? ''}`;
  return Object.hasOwn(access, route) ? access[route] : undefined;
}
