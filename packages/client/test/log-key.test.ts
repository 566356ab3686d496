import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countersign } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';
import { approvedStory, keysOf, publish } from './support/log.ts';

describe('the key that a log is verified with', () => {
  let server: FakeServer;
  let folder: string;
  let vkey: string;
  beforeEach(async () => {
    server = await FakeServer.start();
    folder = mkdtempSync(join(tmpdir(), 'countersign-log-key-'));
    vkey = publish(server, approvedStory(3));
    await countersign(['log', 'export', '--out', 'log'], { server, cwd: folder });
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  const verify = (key: string) =>
    countersign(['log', 'verify', '--key', key, 'log'], { cwd: folder });

  it('is never the private one, which is not repeated', async () => {
    writeFileSync(join(folder, 'log.key'), 'PRIVATE+KEY+log.example.com+00000000+SECRET\n');
    const { code, stdout, stderr } = await verify('log.key');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('holds the key that the service signs with');
    expect(stderr).not.toContain('SECRET');
  });

  it.each([
    ['a file of something else', 'evidence.json', 'What evidence.json holds'],
    ['a key that lost its end', 'log.example.com+00000000+AAAA', 'What --key gives'],
  ])('is not %s: the log is not blamed', async (_, key, sentence) => {
    writeFileSync(join(folder, 'evidence.json'), '{"format":"countersign.evidence/v1"}');
    const { code, stdout, stderr } = await verify(key);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`${sentence} is not a public key of the form name+id+base64`);
    expect(stderr).not.toContain('countersign.evidence');
  });

  it('is told to be another than the one that lies in the folder', async () => {
    writeFileSync(join(folder, 'log/key'), `${keysOf(9).vkey}\n`);
    const { code, stdout } = await verify(vkey);
    expect(code).toBe(0);
    expect(stdout).toContain('The file "key" in it is not the key that this was verified with');
  });
});
