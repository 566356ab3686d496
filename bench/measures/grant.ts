import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mintApiKey } from '@countersign/server/identity/api-key';
import { makeKey } from '@countersign/server/issuer/issuer-key';
import { algorithms, localSigner, type Algorithm } from '@countersign/server/issuer/signer';
import type { Bench } from '../harness/bench.ts';
import { freeUrl } from '../harness/deployment.ts';
import { atLeast, type Figure } from '../harness/figure.ts';
import { processorMs } from '../harness/processor.ts';
import { startServer, type Server } from '../harness/server.ts';

/** A second of one core; RS256 and ES256. */
const EXCHANGES = { RS256: 300, ES256: 800 };
const INTROSPECTIONS = 2_000;
const CALLERS = 16;

/**
 * Grants that are exchanged and introspected over HTTP, for each second of the service's processor
 * time; beside them what signing alone would do of it, in this process.
 */
export async function grants(bench: Bench): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const algorithm of algorithms) {
    const name = algorithm.toLowerCase();
    const count = bench.quick ? 200 : 2_000;
    const { exchange, introspect } = await measure(bench, algorithm, count);
    figures.push(
      atLeast(null, {
        name: `grant.floor.${name}`,
        value: await bareSigning(algorithm, count),
        unit: '1/s',
      }),
      atLeast(EXCHANGES[algorithm], {
        name: `grant.exchange.${name}`,
        value: exchange,
        unit: '1/s',
      }),
      atLeast(INTROSPECTIONS, { name: `grant.introspect.${name}`, value: introspect, unit: '1/s' }),
    );
  }
  return figures;
}

async function bareSigning(algorithm: Algorithm, count: number): Promise<number> {
  const { alg, kid, privateKey } = makeKey(algorithm, 0);
  const signer = localSigner(alg, kid, privateKey);
  const bytes = randomBytes(1_200);
  // The kernel counts in hundredths of a second, and these are quick.
  const times = count * 20;
  return perSecond(process.pid, times, () => inParallel(times, () => signer.sign(bytes)));
}

async function measure(bench: Bench, algorithm: Algorithm, count: number) {
  const [bot, verifier] = [mintApiKey(randomBytes), mintApiKey(randomBytes)];
  const server = await start(bench, algorithm, { bot, verifier });
  try {
    const call = (path: string, body: object) =>
      post(server.url + path, bot.key, JSON.stringify(body));
    const ready = await inParallel(count, async (n) => {
      const asked = {
        action: 'deploy',
        resource: `service-${n}`,
        environment: 'production',
        change: { summary: `change ${n}` },
      };
      const { id, digest } = (await call('/v1/requests', asked)) as { id: string; digest: string };
      await call(`/v1/requests/${id}/start`, { run: 'bench' });
      return { id, digest };
    });
    const tokens: string[] = [];
    const exchange = await perSecond(server.pid, count, () =>
      inParallel(count, async (n) => {
        const { id: request, digest } = ready[n] ?? { id: '', digest: '' };
        const detail = { type: 'countersign_change', request, digest, run: 'bench' };
        const form = new URLSearchParams({
          grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
          subject_token: bot.key,
          subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
          authorization_details: JSON.stringify([detail]),
        });
        const { access_token: token } = (await post(`${server.url}/oauth/token`, null, form)) as {
          access_token: string;
        };
        tokens.push(token);
      }),
    );
    const looks = count * 5;
    const introspect = await perSecond(server.pid, looks, () =>
      inParallel(looks, async (n) => {
        const form = new URLSearchParams({ token: tokens[n % tokens.length] ?? '' });
        const { active } = (await post(`${server.url}/oauth/introspect`, verifier.key, form)) as {
          active: boolean;
        };
        if (!active) throw new Error('A grant is not active.');
      }),
    );
    return { exchange, introspect };
  } finally {
    await server.stop();
  }
}

type Keys = { [who in 'bot' | 'verifier']: { id: string; hash: string } };

async function start(
  { stores, flags, cache, program }: Bench,
  algorithm: Algorithm,
  keys: Keys,
): Promise<Server> {
  const { folder, url: store } = await stores.fresh('sqlite');
  const url = await freeUrl();
  const config = join(folder, 'countersign.yaml');
  const audience = ['bench'];
  const key = ({ id, hash }: Keys['bot']) => ({ id, hash });
  const rule = { name: 'all', allow: {}, grant: { audience, lifetime: '1h', uses: 1 } };
  await writeFile(
    join(folder, 'policy.yaml'),
    JSON.stringify({ version: 1, groups: {}, rules: [rule] }),
  );
  await writeFile(
    config,
    JSON.stringify({
      listen: { host: '127.0.0.1', port: Number(new URL(url).port) },
      data: folder,
      store,
      policy: 'policy.yaml',
      people: [{ id: 'olga', name: 'Olga' }],
      identities: [{ id: 'bot', name: 'bot', owner: 'olga', keys: [key(keys.bot)] }],
      issuer: { url, algorithm },
      resourceServers: [{ id: 'verifier', name: 'verifier', audience, keys: [key(keys.verifier)] }],
      logLevel: 'error',
    }),
  );
  return startServer({ config, url, flags, cache }, await program());
}

/** For each second of the processor time of a process. */
async function perSecond(
  pid: number,
  count: number,
  work: () => Promise<unknown>,
): Promise<number> {
  const [before, begun] = [await processorMs(pid), performance.now()];
  await work();
  const after = await processorMs(pid);
  const ms = before === null || after === null ? performance.now() - begun : after - before;
  return count / (Math.max(ms, 1) / 1_000);
}

/** So many calls, by as many callers as there are. */
async function inParallel<T>(count: number, call: (n: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const caller = async () => {
    for (let n = next++; n < count; n = next++) results[n] = await call(n);
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return results;
}

async function post(
  url: string,
  key: string | null,
  body: string | URLSearchParams,
): Promise<unknown> {
  const headers = {
    ...(key === null ? {} : { authorization: `Bearer ${key}` }),
    ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
  };
  const answer = await fetch(url, { method: 'POST', headers, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}
