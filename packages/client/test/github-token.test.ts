import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, countersign } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';

describe('in GitHub Actions, a job without a key', () => {
  const asked: { audience: string | null; authorization: string | undefined }[] = [];
  const issuer = createServer((message, response) => {
    const url = new URL(message.url ?? '/', 'http://issuer');
    asked.push({
      audience: url.searchParams.get('audience'),
      authorization: message.headers.authorization,
    });
    response.end(JSON.stringify({ count: 1, value: 'oidc.job.token' }));
  });
  let server: FakeServer;
  beforeAll(async () => {
    server = await FakeServer.start();
    server.apiKey = 'oidc.job.token';
    await new Promise<void>((resolve) => {
      issuer.listen(0, '127.0.0.1', resolve);
    });
  });
  beforeEach(() => void asked.splice(0));
  afterAll(async () => {
    await server.stop();
    issuer.close();
  });

  const env = (more: NodeJS.ProcessEnv = {}) => ({
    COUNTERSIGN_API_KEY: '',
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/token?api-version=2`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runner-token',
    ...more,
  });

  it("asks with the job's OIDC token, made for the service", async () => {
    const ran = await countersign(['request', ...ask], { server, env: env() });
    expect(ran).toMatchObject({ code: 0, stdout: 'req_1\n' });
    expect(asked).toEqual([{ audience: server.url, authorization: 'Bearer runner-token' }]);
  });

  it('can name another audience', async () => {
    await countersign(['request', ...ask], {
      server,
      env: env({ COUNTERSIGN_AUDIENCE: 'approvals' }),
    });
    expect(asked[0]?.audience).toBe('approvals');
  });

  it('is told what the job lacks when there is no token', async () => {
    const nowhere = { ACTIONS_ID_TOKEN_REQUEST_URL: '' };
    const ran = await countersign(['request', ...ask], { server, env: env(nowhere) });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('id-token: write');
  });
});
