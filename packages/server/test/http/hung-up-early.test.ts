import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { anApi, type Api } from '../support/api.ts';
import { deployPayments } from '../support/world.ts';

let api: Api;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => api.close());

const path = async () => {
  const { body } = await api.call('POST', '/v1/requests', { body: deployPayments });
  return `/v1/requests/${body.id}`;
};

/** Sends a request, and hangs up once the store is asked for what it names. */
async function hangUpDuringLookUp(line: string): Promise<{ answered: () => boolean }> {
  const { requests } = api.world.store;
  const get = requests.get.bind(requests);
  const asked = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  let answered = false;
  vi.spyOn(requests, 'get').mockImplementationOnce(async (id) => {
    asked.resolve();
    await gone.promise;
    const found = await get(id);
    answered = true;
    return found;
  });
  const closed = new Promise<void>((resolve) => {
    api.http.server.once('connection', (socket) => socket.once('close', () => resolve()));
  });
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`${line}\r\nHost: x\r\nAuthorization: Bearer ${api.keys.ci}\r\n\r\n`);
  await asked.promise;
  socket.resetAndDestroy();
  await closed;
  gone.resolve();
  return { answered: () => answered };
}

describe('who hangs up while the request is looked for', () => {
  it('is not streamed to', async () => {
    const watch = vi.spyOn(api.waiters, 'watch');
    const { answered } = await hangUpDuringLookUp(`GET ${await path()}/events HTTP/1.1`);
    await vi.waitFor(() => expect(answered()).toBe(true));
    await api.call('GET', '/healthz');
    expect(watch).not.toHaveBeenCalled();
    expect(api.waiters.count()).toBe(0);
  });
});

it('does not hold a HEAD of the stream, which has nothing to say', async () => {
  const answer = await fetch(api.url + (await path()) + '/events', {
    method: 'HEAD',
    headers: { authorization: `Bearer ${api.keys.ci}` },
  });
  expect(answer.status).toBe(404);
});
