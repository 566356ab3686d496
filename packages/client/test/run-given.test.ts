import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, countersign, start } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';

const print = ['--', process.execPath, '-e', 'console.log("it ran")'];
const gives = { audience: ['aws', 'vault'], scope: [], targets: ['orders-db', 'web-hosts'] };

describe('what a command wants of its grant is looked up before anybody is asked', () => {
  let server: FakeServer;
  beforeEach(async () => {
    server = await FakeServer.start();
    server.explanation = { outcome: 'ask', text: 'changes applies', grant: gives };
    server.onWait = () => server.decide('approved');
  });
  afterEach(() => server.stop());

  const run = (...options: string[]) =>
    countersign(['run', ...ask, ...options, ...print], { server });
  const calls = () => server.seen.map(({ method, path }) => `${method} ${path}`);
  const explained = ['POST /v1/policy/explain'];

  it.each([
    [['--target', 'order-db'], /gives no target "order-db"\. Did you mean "orders-db"\?/],
    [
      ['--target', 'mainframe'],
      /gives no target "mainframe"\. It gives "orders-db", "web-hosts"\./,
    ],
    [
      ['--target', 'web-hosts', '--audience', 'gcp'],
      /no audience "gcp"\. It gives "aws", "vault"\./,
    ],
    [['--audience', 'vaults'], /Did you mean "vault"\?/],
  ])('%j is refused as a slip', async (options, sentence) => {
    const ran = await run(...options);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(sentence);
    expect(ran.stderr).toContain('Nobody was asked');
    expect(calls()).toEqual(explained);
  });

  it('both kinds are told at once', async () => {
    const { stderr } = await run('--target', 'x', '--audience', 'y');
    expect(stderr).toMatch(/target "x".*audience "y"/);
  });

  it('so is a grant that there is none of, be it asked for or allowed at once', async () => {
    for (const outcome of ['ask', 'allow'] as const) {
      server.explanation = { outcome, text: 'no grant' };
      expect(await run('--target', 'orders-db')).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining('Policy gives such a request no grant') as string,
      });
    }
    expect(calls()).toEqual([...explained, ...explained]);
  });

  it('what policy refuses is asked all the same, and refused with its reasons', async () => {
    server.explanation = { outcome: 'refuse', text: 'nothing applies' };
    await run('--target', 'orders-db');
    expect(calls()).toContain('POST /v1/requests');
  });

  it('the question is of the very change', async () => {
    await run('--audience', 'aws', '--reason', 'Release 42');
    const [explain, request] = server.seen;
    expect(explain?.body).toEqual(request?.body);
  });

  it('nothing is looked up where nothing is wanted', async () => {
    expect((await run()).code).toBe(0);
    expect(calls()).not.toContain(explained[0]);
  });

  it('a signal while the service is away ends it', async () => {
    server.faults.push(...Array.from({ length: 50 }, () => 'hang up' as const));
    const { child, done } = start(['run', ...ask, '--target', 'orders-db', ...print], { server });
    child.stderr?.once('data', () => child.kill('SIGTERM'));
    const ran = await done;
    expect(ran).toMatchObject({ code: 143, stdout: '' });
    expect(ran.stderr).toContain('Interrupted by SIGTERM. Nothing ran.');
  });
});
