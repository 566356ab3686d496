import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { mintApiKey } from '../../src/identity/api-key.ts';
import { startServer } from '../../src/main.ts';
import { folder, policy } from '../config/files.ts';
import { deployPayments } from '../support/world.ts';

it('a service whose configuration suspends an identity says so of what that has asked before', async () => {
  const { key, id, hash } = mintApiKey(randomBytes);
  const config = (more: object) =>
    JSON.stringify({
      listen: { port: 0 },
      policy: './policy.yaml',
      logLevel: 'silent',
      people: [{ id: 'ada', name: 'Ada' }],
      identities: [{ id: 'ci', name: 'CI', owner: 'ada', keys: [{ id, hash }], ...more }],
    });
  const path = folder({ 'countersign.yaml': config({}), 'policy.yaml': policy });
  const file = join(path, 'countersign.yaml');
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const during = async (call: (url: string) => Promise<Response>) => {
    const server = await startServer(await loadConfig(file, {}));
    try {
      return (await (await call(server.url)).json()) as { id: string };
    } finally {
      await server.close();
    }
  };
  const asked = await during((url) =>
    fetch(`${url}/v1/requests`, { method: 'POST', headers, body: JSON.stringify(deployPayments) }),
  );
  writeFileSync(file, config({ status: 'suspended' }));
  expect(await during((url) => fetch(`${url}/v1/requests/${asked.id}`, { headers }))).toMatchObject(
    {
      status: 'pending',
      explanation: expect.stringContaining(
        'CI is suspended, and no approval of what it asks counts',
      ),
    },
  );
});
