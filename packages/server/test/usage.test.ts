import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const bin = resolve(import.meta.dirname, '../bin/countersign-server.js');

const run = (...args: string[]) =>
  spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8' });

it.each([
  ['strat', 'start'],
  ['chekc', 'check'],
  ['--verison', '--version'],
  ['--hlep', '--help'],
])('a misspelt word is answered with the one that was meant: %s', (given, meant) => {
  const { status, stdout, stderr } = run(given);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(`Did you mean "${meant}"?`);
});

it('so is one behind a command', () => {
  const { status, stderr } = run('start', '--hlep');
  expect(status).toBe(2);
  expect(stderr).toContain('Did you mean "--help"?');
});

it('what nobody can have meant is answered with what there is', () => {
  const { status, stderr } = run('start', '--port', '80');
  expect(status).toBe(2);
  expect(stderr).toMatch(/^“--port 80” is not understood\.\n\ncountersign-server/);
  expect(stderr).toContain('PORT');
});

it.each([['--help'], ['help'], ['start', '--help'], ['check', '-h']])(
  'help is there: %s %s',
  (...args) => {
    expect(run(...args)).toMatchObject({ status: 0, stderr: '' });
  },
);
