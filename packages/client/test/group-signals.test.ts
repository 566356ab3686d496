import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, firstOutput, start } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';

/** Tells each signal that it gets, and ends by SIGHUP. */
const tells = `
  for (const name of ['SIGINT', 'SIGTERM', 'SIGQUIT']) process.on(name, () => console.log(name));
  process.on('SIGHUP', () => process.exit(7));
  setInterval(() => {}, 1000);
  console.log('ready');
`;

describe('a signal to all processes of a job', () => {
  let server: FakeServer;
  beforeEach(async () => {
    server = await FakeServer.start();
    server.onWait = () => server.decide('approved');
  });
  afterEach(() => server.stop());

  const begun = async (command = [process.execPath, '-e', tells]) => {
    const run = start(['run', ...ask, '--', ...command], { server, leads: true });
    await firstOutput(run);
    const { pid } = run.child;
    if (pid === undefined) throw new Error('It did not start.');
    const heard = () => new Promise((resolve) => run.child.stdout?.once('data', resolve));
    const send = async (to: number, name: NodeJS.Signals) => {
      const next = heard();
      process.kill(to, name);
      await next;
    };
    return { ...run, pid, send };
  };

  it.each(['SIGINT', 'SIGTERM', 'SIGQUIT'] as const)(
    'reaches the command once: %s',
    async (name) => {
      const { child, done, pid, send } = await begun();
      await send(-pid, name);
      // What is passed on comes in order, so that a second one would be there before this.
      child.kill('SIGHUP');
      expect(await done).toMatchObject({ code: 7, stdout: `ready\n${name}\n` });
    },
  );

  it('reaches it once each time, and so does one that is for us alone', async () => {
    const { child, done, pid, send } = await begun();
    await send(-pid, 'SIGTERM');
    await send(pid, 'SIGQUIT');
    await send(-pid, 'SIGINT');
    child.kill('SIGHUP');
    const stdout = 'ready\nSIGTERM\nSIGQUIT\nSIGINT\n';
    expect(await done).toMatchObject({ code: 7, stdout });
  });

  it('reaches it once where we are told besides, as by timeout', async () => {
    const { child, done, pid, send } = await begun();
    const heard = send(-pid, 'SIGTERM');
    child.kill('SIGTERM');
    await heard;
    child.kill('SIGHUP');
    expect(await done).toMatchObject({ code: 7, stdout: 'ready\nSIGTERM\n' });
  });

  it('is passed on to a command that has left them', async () => {
    const { done, pid, send } = await begun(['setsid', '--wait', process.execPath, '-e', tells]);
    await send(-pid, 'SIGTERM');
    process.kill(-pid, 'SIGHUP');
    expect(await done).toMatchObject({ code: 7, stdout: 'ready\nSIGTERM\n' });
  });
});
