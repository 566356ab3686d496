import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anApi, type Api } from '../support/api.ts';
import { deployPayments } from '../support/world.ts';

let api: Api;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => api.close());

const withParameters = (value: string) =>
  `${JSON.stringify(deployPayments).slice(0, -1)},"parameters":{"a":${value}}}`;
const listOf = (item: string, times: number) => `[${Array(times).fill(item).join(',')}]`;

/** Two megabytes that were hundreds, indented, in the file for people, which the channel waited for. */
const deep = '['.repeat(190) + ']'.repeat(190);

describe('a body of more values than anybody reads', () => {
  it.each([
    ['deep lists', listOf(deep, 5_000)],
    ['numbers', listOf('1', 20_001)],
    ['keys', `{${Array.from({ length: 20_001 }, (_, at) => `"k${at}":1`).join(',')}}`],
  ])('is refused for its %s, with what to do', async (_, value) => {
    const answer = await api.call('POST', '/v1/requests', { body: withParameters(value) });
    expect(answer).toMatchObject({
      status: 413,
      body: { code: 'too_large', detail: expect.stringContaining('over 20000 values') },
    });
  });

  it('is taken up to that', async () => {
    const value = listOf('1', 19_000);
    const answer = await api.call('POST', '/v1/requests', { body: withParameters(value) });
    expect(answer.status).toBe(201);
  });
});
