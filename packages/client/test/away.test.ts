import { describe, expect, it, onTestFinished } from 'vitest';
import { connect } from '../src/sdk/countersign.ts';
import { ask, countersign } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';
import { problem } from './support/reply.ts';
import { FakeTiming } from './support/fake-timing.ts';

/** Nobody but the system may listen there; a port that was free a moment ago may be anybody's. */
const away = { url: 'http://127.0.0.1:2', credential: 'key' };

const silent: typeof fetch = (_url, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
  });

describe('while the service is away', () => {
  it.concurrent.for([
    ['list'],
    ['show', 'req_1'],
    ['explain', ...ask],
    ['deliveries', 'list'],
    ['deliveries', 'retry', 'dlv_1'],
  ])('%j gives up soon', async (args, { expect, onTestFinished }) => {
    const server = await FakeServer.start();
    onTestFinished(() => server.stop());
    const later = problem(503, 'unavailable', 'Later.');
    server.faults.push(...Array.from({ length: 20 }, () => later));
    const ran = await countersign(args, { server });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    // How often it tries again in its few seconds, a busy machine decides; that it does, the SDK shows.
    expect(server.seen.length).toBeGreaterThan(0);
    expect(server.seen.length).toBeLessThan(6);
  });

  it('https where http is spoken is told as that', async () => {
    const server = await FakeServer.start();
    onTestFinished(() => server.stop());
    const env = {
      COUNTERSIGN_URL: server.url.replace('http:', 'https:'),
      COUNTERSIGN_API_KEY: server.apiKey,
    };
    const { code, stderr } = await countersign(['list'], { env });
    expect(code).toBe(1);
    expect(stderr).toContain('cannot be reached (it speaks no TLS: https is wrong there).');
    expect(stderr).not.toContain('openssl');
  });

  it('the sentence names the address that was tried, and what to do', async () => {
    const env = { COUNTERSIGN_URL: away.url, COUNTERSIGN_API_KEY: away.credential };
    const { stderr } = await countersign(['list'], { env });
    expect(stderr).toContain(`error: ${away.url} cannot be reached (nothing listens there).`);
    expect(stderr).toContain('Check that the service runs, and the address in COUNTERSIGN_URL');
  });

  it('something else that answers in its place is named too', async () => {
    const server = await FakeServer.start();
    onTestFinished(() => server.stop());
    server.faults.push({ status: 404, body: 'nginx' });
    const { stderr } = await countersign(['list'], { server });
    expect(stderr).toContain(`${server.url} answered 404, but not as Countersign does.`);
  });
});

describe('the SDK', () => {
  it('is as patient as it is told to be', async () => {
    const timing = new FakeTiming();
    await expect(connect({ ...away, timing }).list()).rejects.toThrow('cannot be reached');
    const usual = timing.slept.reduce((sum, ms) => sum + ms, 0);
    const brief = new FakeTiming();
    const hasty = connect({ ...away, timing: brief, patienceMs: 3_000 });
    await expect(hasty.list()).rejects.toThrow('cannot be reached');
    const short = brief.slept.reduce((sum, ms) => sum + ms, 0);
    expect(usual).toBeGreaterThan(15_000);
    expect(short).toBeLessThanOrEqual(3_000);
  });

  it('waits for an answer as long as it is told to', async () => {
    const client = connect({ ...away, fetch: silent, patienceMs: 0, answerMs: 10 });
    await expect(client.list()).rejects.toThrow('no answer in time');
  });
});
