import { problem } from '@countersign/core/wire/problem';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anApi, type Api } from '../support/api.ts';
import { deployPayments } from '../support/world.ts';

let api: Api;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => api.close());

const nothingWasKept = async () => {
  expect(await api.world.store.requests.list({ limit: 10 })).toEqual([]);
};

describe('bad input gets a clear error, and nothing is kept of it', () => {
  const cases: [string, unknown, number, string, string?][] = [
    ['no JSON', '{"action": "deploy"', 400, 'malformed'],
    ['an empty body', '', 400, 'malformed'],
    ['a number for a body', 7, 422, 'invalid'],
    ['a missing resource', { ...deployPayments, resource: undefined }, 422, 'invalid', '/resource'],
    ['an unknown field', { ...deployPayments, approved: true }, 422, 'invalid'],
    ['an action with spaces', { ...deployPayments, action: 'de ploy' }, 422, 'invalid', '/action'],
    [
      'a resource with control characters',
      { ...deployPayments, resource: 'a\u202eb' },
      422,
      'invalid',
      '/resource',
    ],
    [
      'a ticket that is no web address',
      { ...deployPayments, tickets: [{ key: 'A-1', url: 'javascript:alert(1)' }] },
      422,
      'invalid',
      '/tickets/0/url',
    ],
    [
      'a diff over a megabyte',
      { ...deployPayments, change: { diff: 'x'.repeat(1_000_001) } },
      422,
      'invalid',
      '/change/diff',
    ],
    [
      'a body over two megabytes',
      { ...deployPayments, reason: 'x'.repeat(2_200_000) },
      413,
      'too_large',
    ],
    [
      'a lone surrogate',
      `{"action":"deploy","resource":"x","environment":"production","reason":"\\ud800"}`,
      422,
      'invalid',
    ],
    [
      'a prototype',
      '{"action":"deploy","resource":"x","environment":"production","__proto__":{"a":1}}',
      422,
      'invalid',
      '/__proto__',
    ],
    [
      'a key that stands twice, once escaped',
      String.raw`{"action":"deploy","resource":"x","environment":"production","\u0061ction":"ping"}`,
      422,
      'invalid',
      '/action',
    ],
    [
      'a number that JavaScript rounds',
      '{"action":"deploy","resource":"x","environment":"production","parameters":{"n":9007199254740993}}',
      422,
      'invalid',
      '/parameters/n',
    ],
    ['what no rule speaks of', { ...deployPayments, action: 'drop-table' }, 403, 'no_rule'],
  ];
  it.each(cases)('%s', async (_, body, status, code, path) => {
    const answer = await api.call('POST', '/v1/requests', { body });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const found = problem.parse(answer.body);
    expect(found.code).toBe(code);
    expect(found.detail.length).toBeGreaterThan(20);
    const places = (found.errors ?? []).map((error) => error.path);
    expect(path === undefined || places.includes(path)).toBe(true);
    await nothingWasKept();
  });

  it('in sentences of ours, with the place as a JSON pointer', async () => {
    const body = {
      ...deployPayments,
      resource: undefined,
      reason: 7,
      'a/b': 1,
      expiresIn: 1,
      tickets: [{ key: '', url: 'nowhere' }],
    };
    const answer = await api.call('POST', '/v1/requests', { body });
    const { errors = [] } = problem.parse(answer.body);
    expect(errors).toContainEqual({ path: '/resource', message: 'The key "resource" is missing.' });
    expect(errors).toContainEqual({
      path: '/reason',
      message: 'This must be text, and is a number.',
    });
    expect(errors).toContainEqual({ path: '', message: 'There is no key "a/b" here.' });
    expect(errors).toContainEqual({ path: '/expiresIn', message: 'This must be at least 10.' });
    expect(JSON.stringify(errors)).not.toMatch(/invalid|expected|received|too small|too big/iu);
    const query = await api.call('GET', '/v1/requests?limit=many');
    expect(problem.parse(query.body).errors).toEqual([
      { path: '/limit', message: 'This must be a number, and is none.' },
    ]);
    await nothingWasKept();
  });

  it('another media type', async () => {
    const answer = await api.call('POST', '/v1/requests', {
      body: 'a=b',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
  });

  it('an idempotency key with spaces', async () => {
    const answer = await api.call('POST', '/v1/requests', {
      body: deployPayments,
      headers: { 'idempotency-key': 'a b' },
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid' } });
    await nothingWasKept();
  });
});

describe('who does not prove who it is', () => {
  it.each([
    ['nothing', null],
    ['a wrong key', 'csk_0000000000_00000000000000000000000000000000000000'],
    ['something that is no key', 'hunter2'],
  ])('%s is refused', async (_, key) => {
    const answer = await api.call('POST', '/v1/requests', { body: deployPayments, key });
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    await nothingWasKept();
  });

  it.each([
    '/v1/requests',
    '/v1/requests/req_1',
    '/v1/requests/req_1/evidence',
    '/log/checkpoint',
    '/log/tile/0/000',
  ])('reads nothing at %s', async (path) => {
    expect((await api.call('GET', path, { key: null })).status).toBe(401);
  });
});

describe('a wrong address', () => {
  it.each([
    ['GET', '/nowhere'],
    ['GET', '/v1/requests/req_1/approve'],
    ['POST', '/v1/requests/req_1/approve'],
    ['GET', '/log/tile/0/../../etc/passwd'],
    ['GET', '/log/tile/0/zzz'],
  ])('%s %s is not found', async (method, path) => {
    const answer = await api.call(method, path);
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});

describe('a fault inside', () => {
  it('says nothing of itself to the caller, and everything to the operator', async () => {
    api.world.ctx.mask = async () => {
      throw new Error('the scanner has a secret reason');
    };
    const answer = await api.call('POST', '/v1/requests', { body: deployPayments });
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(JSON.stringify(answer.body)).not.toContain('secret reason');
    expect(api.lines.join()).toContain('secret reason');
    await nothingWasKept();
  });
});
