import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { unseal } from '../src/connectors/targets/seal.ts';
import { readSealKey } from '../src/seal-key.ts';

const bin = resolve(import.meta.dirname, '../bin/countersign-server.js');
const data = mkdtempSync(join(tmpdir(), 'countersign-seal-'));
const keyFile = join(data, 'seal.key');
afterAll(() => rmSync(data, { recursive: true }));

const seal = (input: string, ...args: string[]) =>
  spawnSync(process.execPath, [bin, 'seal', ...args], {
    encoding: 'utf8',
    input,
    env: { ...process.env, COUNTERSIGN_DATA: data },
  });

describe('countersign-server seal', () => {
  it('seals what stdin says, under a key that is the owner’s alone', async () => {
    const { status, stdout, stderr } = seal('hunter2\n', 'npm-token');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).not.toContain('hunter2');
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    const secret = await unseal(readSealKey(keyFile), 'npm-token', stdout.trim());
    expect(Buffer.from(secret).toString()).toBe('hunter2');
  });

  it('takes no secret as an argument, and none that is empty', () => {
    expect(seal('', 'npm-token', 'hunter2').status).toBe(2);
    expect(seal('x').status).toBe(2);
    expect(seal('', 'npm-token')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('stdin is empty'),
    });
  });
});

describe('the key of sealed secrets', () => {
  it('is refused where it is not there, is none, or others can read it', () => {
    expect(() => readSealKey(join(data, 'none'))).toThrow('is not there');
    writeFileSync(join(data, 'short'), 'AAAA', { mode: 0o600 });
    expect(() => readSealKey(join(data, 'short'))).toThrow('is not the key');
    chmodSync(keyFile, 0o644);
    expect(() => readSealKey(keyFile)).toThrow('can be read by others');
  });
});
