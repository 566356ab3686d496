import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { anApi, type Api } from '../support/api.ts';
import { deployPayments } from '../support/world.ts';

let api: Api;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => api.close());

const send = async (body: Uint8Array<ArrayBuffer> | string, encoding: string) => {
  const answer = await fetch(`${api.url}/v1/policy/explain`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${api.keys.ci}`,
      'content-type': 'application/json',
      'content-encoding': encoding,
    },
    body,
  });
  return { status: answer.status, body: await answer.json() };
};

it('says of a compressed body that it is not to be compressed', async () => {
  const answer = await send(gzipSync(JSON.stringify(deployPayments)), 'gzip');
  expect(answer).toMatchObject({
    status: 415,
    body: {
      code: 'unsupported_media_type',
      detail: expect.stringContaining('without compression'),
    },
  });
});

it('takes a body that says it is as it is', async () => {
  const answer = await send(JSON.stringify(deployPayments), 'identity');
  expect(answer.status).toBe(200);
});
