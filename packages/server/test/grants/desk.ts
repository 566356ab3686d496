import type { Submission } from '@countersign/core/wire/submission';
import { onTestFinished } from 'vitest';
import { createIssuer } from '../../src/issuer/issuer.ts';
import { makeKey, writeKeys } from '../../src/issuer/issuer-key.ts';
import { openKeys } from '../../src/issuer/keys.ts';
import type { Algorithm } from '../../src/issuer/signer.ts';
import { anApi } from '../support/api.ts';
import { aWorld } from '../support/world.ts';

const release: Submission = {
  action: 'release',
  resource: 'payments-api',
  environment: 'production',
  change: { commit: 'abcdef0' },
};

export const other = `sha256:${'f'.repeat(64)}`;

/**
 * The API with an issuer of its own, and a request that policy has let through. `called` is what the
 * issuer calls itself, where that is not the address at which it listens.
 */
export async function aDesk(algorithm: Algorithm = 'ES256', called?: string) {
  const world = await aWorld();
  const keys = openKeys({
    source: { text: writeKeys([makeKey(algorithm, 0)]) },
    algorithm,
    timing: { leadMs: 1, retireMs: 1, rotateMs: 1e15 },
    now: world.ctx.now,
    mayRotate: false,
  });
  let url = '';
  world.ctx.issuer = createIssuer({ keys, url: () => url, ownNames: [], cacheSeconds: 60 });
  const api = await anApi({ world });
  onTestFinished(() => api.close());
  url = called ?? api.url;

  const ask = async (body: Submission = release) => {
    const { body: view } = await api.call('POST', '/v1/requests', { body });
    return view as { id: string; digest: string };
  };
  const start = (id: string, run = 'run-1', key = api.keys.ci) =>
    api.call('POST', `/v1/requests/${id}/start`, { body: { run }, key });
  const grant = (id: string, body: object, key = api.keys.ci) =>
    api.call('POST', `/v1/requests/${id}/grant`, { body, key });

  return {
    ...api,
    ask,
    start,
    grant,
    /** Asked, started, and granted. */
    async granted(more: object = {}) {
      const { id, digest } = await ask();
      await start(id);
      const { body } = await grant(id, { run: 'run-1', digest, ...more });
      return { ...(body as { id: string; token: string; expiresAt: string }), request: id, digest };
    },
    kinds: async (id: string) =>
      (await world.entries(id)).map(({ kind }) => kind).filter((kind) => kind.startsWith('grant.')),
    form: (path: string, fields: { [name: string]: string } | [string, string][], key?: string) =>
      post(`${api.url}${path}`, fields, key === undefined ? undefined : `Bearer ${key}`),
    introspect: async (token: string, digest?: string, key = api.keys.vault) =>
      (
        await post(
          `${api.url}/oauth/introspect`,
          { token, ...(digest === undefined ? {} : { digest }) },
          `Bearer ${key}`,
        )
      ).body,
  };
}

export async function post(
  url: string,
  fields: { [name: string]: string } | [string, string][],
  authorization?: string,
) {
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: authorization === undefined ? {} : { authorization },
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? null : JSON.parse(text)) as { [name: string]: unknown },
  };
}
