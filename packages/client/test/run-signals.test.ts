import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, firstOutput, start } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';

describe('a signal', () => {
  let server: FakeServer;
  beforeEach(async () => {
    server = await FakeServer.start();
  });
  afterEach(() => server.stop());

  const print = ['--', process.execPath, '-e', 'console.log("it ran")'];

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGQUIT', 131],
  ] as const)('%s while people decide takes the request back', async (signal, code) => {
    const { child, done } = start(['run', ...ask, ...print], { server });
    server.onWait = () => child.kill(signal);
    expect(await done).toMatchObject({ code, stdout: '' });
    expect(server.last.status).toBe('withdrawn');
  });

  it('that reaches us twice at once takes the request back all the same', async () => {
    const { child, done } = start(['run', ...ask, ...print], { server });
    server.onWait = () => {
      child.kill('SIGINT');
      child.kill('SIGTERM');
    };
    await done;
    expect(server.last.status).toBe('withdrawn');
  });

  it('that comes with the approval ends everything, be it before the command or in it', async () => {
    const stay = ['--', process.execPath, '-e', 'setInterval(() => {}, 1000)'];
    const { child, done } = start(['run', ...ask, ...stay], { server });
    server.onWait = () => {
      server.decide('approved');
      child.kill('SIGTERM');
    };
    expect(await done).toMatchObject({ code: 143 });
  });

  it('that the approval overtakes leaves no approval to run by', async () => {
    const { child, done } = start(['run', ...ask, ...print], { server });
    server.onWait = () => child.kill('SIGTERM');
    server.onCall = (call) => {
      if (call.endsWith('/withdraw')) server.decide('approved');
    };
    const ran = await done;
    expect(ran).toMatchObject({ code: 143, stdout: '' });
    expect(ran.stderr).toContain('It was approved meanwhile; nothing ran.');
    expect(server.last.outcome).toMatchObject({ status: 'failed' });
  });

  it('while the service cannot be reached ends the tries', async () => {
    server.faults.push(...Array.from({ length: 50 }, () => 'hang up' as const));
    const { child, done } = start(['run', ...ask, ...print], { server });
    child.stderr?.once('data', () => child.kill('SIGINT'));
    const ran = await done;
    expect(ran).toMatchObject({ code: 130, stdout: '' });
    expect(ran.stderr).toContain('Interrupted by SIGINT. Nothing ran.');
  });

  it.each(['SIGTERM', 'SIGQUIT'] as const)(
    '%s while the command runs goes to the command, whose code is ours',
    async (signal) => {
      server.onWait = () => server.decide('approved');
      const trap = `process.on('${signal}', () => process.exit(7)); setInterval(() => {}, 1000); console.log('ready')`;
      const command = ['--', process.execPath, '-e', trap];
      const run = start(['run', ...ask, ...command], { server });
      await firstOutput(run);
      run.child.kill(signal);
      expect(await run.done).toMatchObject({ code: 7, stdout: 'ready\n' });
      expect(server.last.outcome).toMatchObject({ status: 'failed', exitCode: 7 });
    },
  );

  it('after the command has ended ends the tries to tell of it, and its code is ours', async () => {
    server.onWait = () => server.decide('approved');
    const trap = `process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000); console.log('ready')`;
    const run = start(['run', ...ask, '--', process.execPath, '-e', trap], { server });
    await firstOutput(run);
    server.faults.push(...Array.from({ length: 500 }, () => 'hang up' as const));
    run.child.stderr?.on('data', (text: string) => {
      if (text.includes('cannot be reached')) run.child.kill('SIGTERM');
    });
    run.child.kill('SIGTERM');
    const ran = await run.done;
    expect(ran).toMatchObject({ code: 7 });
    expect(ran.stderr).toContain('The outcome could not be reported: Interrupted by SIGTERM.');
  });

  it('that ends the command is told as shells tell it', async () => {
    server.onWait = () => server.decide('approved');
    const die = `process.kill(process.pid, 'SIGKILL')`;
    const { done } = start(['run', ...ask, '--', process.execPath, '-e', die], { server });
    expect(await done).toMatchObject({ code: 137 });
    expect(server.last.outcome).toMatchObject({ exitCode: 137, message: 'ended by SIGKILL' });
  });

  it('ends a bare wait and leaves the request open', async () => {
    const asked = await start(['request', ...ask], { server }).done;
    const id = asked.stdout.trim();
    const { child, done } = start(['wait', id], { server });
    server.onWait = () => child.kill('SIGINT');
    expect(await done).toMatchObject({ code: 130 });
    expect(server.last.status).toBe('pending');
  });
});
