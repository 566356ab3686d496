import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mintApiKey } from '../../src/identity/api-key.ts';
import type { Told } from './server-process.ts';

const policy = `version: 1
groups: { nobody: { people: [olga] } }
rules:
  - name: migrations
    match: { action: migrate }
    allow: {}
    grant: { audience: [https://db.example.com], lifetime: 10m, targets: [orders-db] }
`;

/** A service in a process of its own, which can be killed and comes back on the same store. */
export function aService(options: { adminUrl: string; roles: string[] }) {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-credentials-'));
  const bot = mintApiKey(randomBytes);
  const config = {
    listen: { port: 0 },
    data: './data',
    policy: './policy.yaml',
    logLevel: 'silent',
    people: [{ id: 'olga', name: 'Olga' }],
    identities: [{ id: 'ci', name: 'CI', owner: 'olga', keys: [{ id: bot.id, hash: bot.hash }] }],
    targets: [
      {
        name: 'orders-db',
        kind: 'postgres',
        resources: ['db/*'],
        admin: '${ADMIN_URL}',
        roles: options.roles,
      },
    ],
  };
  writeFileSync(join(folder, 'policy.yaml'), policy);
  writeFileSync(join(folder, 'countersign.yaml'), JSON.stringify(config));
  let child: ChildProcess;
  let url = '';

  async function call(path: string, body?: object, headers: { [name: string]: string } = {}) {
    const response = await fetch(url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${bot.key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json = (await response.json()) as { [name: string]: string };
    return { status: response.status, json };
  }

  return {
    call,
    async start(dieAfter?: string) {
      child = fork(join(import.meta.dirname, 'server-process.ts'), {
        env: {
          ...process.env,
          CONFIG: join(folder, 'countersign.yaml'),
          ADMIN_URL: options.adminUrl,
          ...(dieAfter === undefined ? {} : { DIE_AFTER: dieAfter }),
        },
      });
      const [told] = (await once(child, 'message')) as [Told];
      url = told;
    },
    died: async () => once(child, 'exit'),
    async kill() {
      const gone = once(child, 'exit');
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await gone;
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
    /** A request that policy lets through, its run begun, its grant taken. */
    async granted() {
      const asked = { action: 'migrate', environment: 'production', resource: 'db/orders' };
      const { id = '', digest = '' } = (await call('/v1/requests', asked)).json;
      await call(`/v1/requests/${id}/start`, { run: 'run-1' });
      const grant = await call(`/v1/requests/${id}/grant`, { run: 'run-1', digest });
      if (grant.status !== 200) throw new Error(JSON.stringify(grant.json));
      return { request: id, digest, grant: grant.json['id'] ?? '' };
    },
  };
}
