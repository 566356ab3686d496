import type { Inspector } from './app/grants/inspect-grant.ts';
import { Fault } from './app/fault.ts';
import type { Config } from './config/shape.ts';
import { createAuthenticator } from './identity/authenticate.ts';

type Options = Pick<Config, 'operators' | 'resourceServers'> & { now: () => number };

/** Who may ask about grants: a resource server or an operator, each by a key. */
export function inspectorAuthenticator({ operators, resourceServers, now }: Options) {
  const keysOnly = (
    identities: { id: string; name: string; keys: Config['operators'][number]['keys'] }[],
  ) =>
    createAuthenticator({
      issuers: [],
      identities: identities.map(({ id, name, keys }) => ({ id, name, keys, oidc: [] })),
      fetchJson: () => Promise.reject(new Error('Nothing is fetched for a key.')),
      now,
    });
  const servers = keysOnly(resourceServers);
  const keepers = keysOnly(operators);
  const audiences = new Map(resourceServers.map(({ id, audience }) => [id, audience]));

  return async (authorization: string | undefined): Promise<Inspector> => {
    const server = await servers(authorization);
    if (server.ok) {
      return { id: server.identity.id, audience: audiences.get(server.identity.id) ?? [] };
    }
    const operator = await keepers(authorization);
    if (!operator.ok) throw new Fault(operator.code, operator.message);
    return { id: operator.identity.id, audience: 'any' };
  };
}
