import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anApi, type Api } from '../support/api.ts';
import { deployPayments } from '../support/world.ts';

let api: Api;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => api.close());

const submit = (body: string, key?: string | null) =>
  api.call('POST', '/v1/requests', { body, ...(key === undefined ? {} : { key }) });

const withParameters = (value: string) =>
  `${JSON.stringify(deployPayments).slice(0, -1)},"parameters":{"a":${value}}}`;

describe('a stranger', () => {
  it('is turned away before the body is sent, let alone read', async () => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    socket.write(
      'POST /v1/requests HTTP/1.1\r\nHost: x\r\nConnection: close\r\n' +
        'Content-Type: application/json\r\nContent-Length: 2000000\r\n\r\n{',
    );
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 401 /u);
  });

  it.each([
    ['/v1/requests', '{'],
    ['/v1/requests/req_1/outcome', '{'],
    ['/v1/operator/deliveries/dlv_1/retry', '{'],
  ])('learns nothing of what is wrong with a body for %s', async (path, body) => {
    expect((await api.call('POST', path, { body, key: null })).status).toBe(401);
  });

  it('nor of what is wrong with a question', async () => {
    for (const path of ['/v1/requests?limit=x', '/v1/policy/explain', '/v1/requests/x/evidence']) {
      expect((await api.call('GET', path, { key: null })).status).toBe(401);
    }
  });
});

describe('a bot that sends nonsense', () => {
  it.each([
    [250, 422, 'invalid'],
    [5_000, 422, 'invalid'],
    [500_000, 413, 'too_large'],
  ])('nested %i deep gets a sentence', async (depth, status, code) => {
    const answer = await submit(withParameters('['.repeat(depth) + ']'.repeat(depth)));
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it('is told of a value that is too deep for a digest what is wrong with it', async () => {
    const answer = await submit(withParameters('['.repeat(200) + ']'.repeat(200)));
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid' } });
    expect(answer.body.detail).toMatch(/is nested more than 200 levels deep\.$/u);
    expect(answer.body.errors[0].message).toMatch(/is nested more than 200 levels deep\.$/u);
  });

  it.each([
    ['unknown fields', Array.from({ length: 19_000 }, (_, at) => `"k${at}":1`).join(',')],
    [
      'parameters with long names',
      `"parameters":{${Array.from({ length: 2_000 }, (_, at) => `"${'k'.repeat(200)}${at}":1`).join(',')}}`,
    ],
  ])('does not get its %s back', async (_, rest) => {
    const answer = await submit(`${JSON.stringify(deployPayments).slice(0, -1)},${rest}}`);
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid' } });
    expect(JSON.stringify(answer.body).length).toBeLessThan(20_000);
  });
});
