import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, countersign } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';

const print = ['--', process.execPath, '-e', 'console.log("it ran")'];

describe('countersign run ends with', () => {
  let server: FakeServer;
  beforeEach(async () => {
    server = await FakeServer.start();
  });
  afterEach(() => server.stop());

  it('0 when it is approved and the command succeeds', async () => {
    server.onWait = () => server.decide('approved');
    const ran = await countersign(['run', ...ask, ...print], { server });
    expect(ran).toMatchObject({ code: 0, stdout: 'it ran\n' });
    expect(server.last.outcome).toMatchObject({ status: 'succeeded', exitCode: 0 });
  });

  it("the command's own code when the command fails", async () => {
    server.onWait = () => server.decide('approved');
    const failing = ['--', process.execPath, '-e', 'process.exit(42)'];
    const ran = await countersign(['run', ...ask, ...failing], { server });
    expect(ran.code).toBe(42);
    expect(server.last.outcome).toMatchObject({ status: 'failed', exitCode: 42 });
  });

  it.each([
    ['127 when the command is not there', 'no-such-command', 127, 'was not found'],
    ['127 when the file is not there', './no-such-file', 127, 'was not found'],
    ['126 when it is a folder', './', 126, 'is not a file that can be run'],
    ['126 when the file is not executable', './plain.txt', 126, 'is not a file that can be run'],
    [
      '126 when what PATH names is not executable',
      'plain.txt',
      126,
      'is not a file that can be run',
    ],
  ] as const)('%s, and nobody is asked', async (_, command, code, sentence) => {
    const cwd = mkdtempSync(join(tmpdir(), 'countersign-run-'));
    writeFileSync(join(cwd, 'plain.txt'), '');
    const env = { PATH: `/nowhere:${cwd}:${process.env['PATH']}` };
    const ran = await countersign(['run', ...ask, '--', command], { server, cwd, env });
    rmSync(cwd, { recursive: true });
    expect(ran).toMatchObject({ code, stdout: '' });
    expect(ran.stderr).toContain(sentence);
    expect(server.seen).toEqual([]);
  });

  it('127 when the command is gone by the time it is approved', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'countersign-run-'));
    const program = join(cwd, 'deploy');
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    server.onWait = () => {
      rmSync(program);
      server.decide('approved');
    };
    const env = { PATH: `${cwd}:${process.env['PATH']}` };
    const ran = await countersign(['run', ...ask, '--', 'deploy'], { server, cwd, env });
    rmSync(cwd, { recursive: true });
    expect(ran.code).toBe(127);
    expect(server.last.outcome).toMatchObject({ status: 'failed', exitCode: 127 });
  });

  it.each([
    ['rejected', 10],
    ['expired', 11],
    ['withdrawn', 11],
  ] as const)('%s: %i, and nothing runs', async (outcome, code) => {
    server.onWait = () => server.decide(outcome);
    const ran = await countersign(['run', ...ask, ...print], { server });
    expect(ran).toMatchObject({ code, stdout: '' });
    expect(server.last.outcome).toBeUndefined();
  });

  it('12 when the wait is over, and the request is taken back', async () => {
    const ran = await countersign(['run', ...ask, '--timeout', '1s', ...print], { server });
    expect(ran).toMatchObject({ code: 12, stdout: '' });
    expect(server.last.status).toBe('withdrawn');
  });

  it('12 when the wait is over, and a request with a key stays open for the same call', async () => {
    const call = ['run', ...ask, '--timeout', '1s', '--idempotency-key', 'job-7', ...print];
    const first = await countersign(call, { server });
    expect(first.code).toBe(12);
    expect(server.last.status).toBe('pending');
    server.decide('approved');
    const second = await countersign(call, { server });
    expect(second).toMatchObject({ code: 0, stdout: 'it ran\n' });
    const third = await countersign(call, { server });
    expect(third).toMatchObject({ code: 1, stdout: '' });
    expect(third.stderr).toContain('ran already');
    expect(server.requests.size).toBe(1);
  });

  it('1 when the key is unknown, and nothing runs', async () => {
    const env = { COUNTERSIGN_API_KEY: 'another' };
    const ran = await countersign(['run', ...ask, ...print], { server, env });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('The key is unknown.');
  });

  it('1 when the service refuses, with its reason', async () => {
    server.faults.push({
      status: 403,
      body: {
        type: 'about:blank',
        title: 'x',
        status: 403,
        code: 'no_rule',
        detail: 'No rule matches.',
      },
    });
    const ran = await countersign(['run', ...ask, ...print], { server });
    expect(ran).toMatchObject({ code: 1, stdout: '', stderr: 'error: No rule matches.\n' });
  });
});
