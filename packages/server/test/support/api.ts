import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { keyPair, parseSigningKey } from '@countersign/core/log/key';
import { callerAuthenticator } from '../../src/authenticate-caller.ts';
import { inspectorAuthenticator } from '../../src/authenticate-inspector.ts';
import { sealLog } from '../../src/app/seal-log.ts';
import { createUses } from '../../src/app/identities/note-uses.ts';
import { createWaiters } from '../../src/app/waiters.ts';
import { createHttpServer, type HttpDeps } from '../../src/http/server.ts';
import { mintApiKey, type MintedKey } from '../../src/identity/api-key.ts';
import { createAuthenticator } from '../../src/identity/authenticate.ts';
import { createLogger } from '../../src/logger.ts';
import { createMetrics } from '../../src/metrics.ts';
import { chatUseCases } from '../../src/use-cases.ts';
import { aRegister, olga } from './register.ts';
import { aWorld } from './world.ts';

type World = Awaited<ReturnType<typeof aWorld>>;

/** The API on a real port, over the use cases of a world, with other parts where a test names them. */
export async function anApi(parts: { world?: World } & Partial<HttpDeps> = {}) {
  const { world = await aWorld(), ...deps } = parts;
  const [ci, other, operator, vault] = [1, 2, 3, 4].map(() => mintApiKey(randomBytes)) as [
    MintedKey,
    MintedKey,
    MintedKey,
    MintedKey,
  ];
  const operators = [{ id: 'oncall', name: 'On call', keys: [operator], oidc: [] }];
  const identities = [
    { id: 'ci-deploy', name: 'CI deploy', owner: 'olga', keys: [ci], oidc: [] },
    { id: 'other-bot', name: 'Other bot', owner: 'olga', keys: [other], oidc: [] },
  ];
  const register = aRegister(world.ctx, identities);
  const uses = createUses(world.store.identities, world.ctx.now);
  const authenticate = callerAuthenticator(
    createAuthenticator({
      issuers: [],
      identities: register.known,
      fetchJson: async () => ({}),
      now: world.ctx.now,
    }),
    { people: [olga], used: uses.used },
  );
  const signer = parseSigningKey(keyPair('test/log', new Uint8Array(32).fill(7)).signingKey);
  const waiters = createWaiters(world.store);
  const lines: string[] = [];
  const metrics = createMetrics({ store: world.store, waiters, now: world.ctx.now });
  const useCases = chatUseCases(world.ctx, metrics);
  const http = await createHttpServer({
    ctx: world.ctx,
    castVote: (input) => useCases.castVote(input),
    waiters,
    authenticate,
    authenticateOperator: callerAuthenticator(
      createAuthenticator({
        issuers: [],
        identities: operators,
        fetchJson: async () => ({}),
        now: world.ctx.now,
      }),
      { people: [] },
    ),
    authenticateInspector: inspectorAuthenticator({
      operators,
      resourceServers: [{ id: 'vault', name: 'Vault', audience: ['vault'], keys: [vault] }],
      now: world.ctx.now,
    }),
    register,
    metrics,
    checks: { store: () => world.store.ready() },
    vkey: signer.vkey,
    logger: createLogger('info', { write: (line) => void lines.push(line) }),
    platforms: [],
    ...deps,
  });
  await http.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`;

  async function call(
    method: string,
    path: string,
    more: { body?: unknown; headers?: { [name: string]: string }; key?: string | null } = {},
  ) {
    const { body, headers = {}, key = ci.key } = more;
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: json ? JSON.parse(text) : text,
    };
  }

  return {
    world,
    http,
    url,
    call,
    waiters,
    lines,
    vkey: signer.vkey,
    keys: { ci: ci.key, other: other.key, operator: operator.key, vault: vault.key },
    uses,
    seal: async () => {
      const { store, ctx } = world;
      return (await sealLog({ store, signer, owner: 'test', now: ctx.now })).sealed;
    },
    async close() {
      waiters.stop();
      await http.close();
      await world.store.close();
    },
  };
}

export type Api = Awaited<ReturnType<typeof anApi>>;
