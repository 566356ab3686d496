import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countersign } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';
import { viewOf } from './support/views.ts';
import { approvedStory, digest, keysOf, publish } from './support/log.ts';

describe('countersign log', () => {
  let server: FakeServer;
  let folder: string;
  let vkey: string;
  beforeEach(async () => {
    server = await FakeServer.start();
    folder = mkdtempSync(join(tmpdir(), 'countersign-log-'));
    vkey = publish(server, approvedStory(300));
    const submission = { action: 'deploy', resource: 'api', environment: 'production' };
    server.requests.set('req_1', viewOf('req_1', submission));
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  const log = (...args: string[]) => countersign(['log', ...args], { server, cwd: folder });
  /** No address and no key: what needs the network fails. */
  const verify = (...args: string[]) => countersign(['log', 'verify', ...args], { cwd: folder });
  const edit = (path: string, change: (bytes: Buffer) => void) => {
    const bytes = readFileSync(join(folder, path));
    change(bytes);
    writeFileSync(join(folder, path), bytes);
  };

  it('exports the whole log, which then verifies offline', async () => {
    const exported = await log('export', '--out', 'log');
    expect(exported).toMatchObject({
      code: 0,
      stdout: '303 entries of log.example.com are in log.\n',
    });
    const verified = await verify('--key', vkey, 'log');
    expect(verified.code).toBe(0);
    expect(verified.stdout).toContain('The log log.example.com is whole: 303 entries');
  });

  it('proves one decision from its evidence and the key alone', async () => {
    await log('evidence', 'req_1', '--out', 'evidence.json');
    writeFileSync(join(folder, 'log.key.pub'), `${vkey}\n`);
    const { code, stdout } = await verify('--key', 'log.key.pub', 'evidence.json');
    expect(code).toBe(0);
    expect(stdout).toContain('req_1 was approved at 2026-11-22T12:00:00.000Z.');
    expect(stdout).toContain('p_ada approved it in stage 1.');
    expect(stdout).toContain(`The change is ${digest}.`);
    expect(stdout).toContain('entry 302 (counted from 0) of 303 in the log log.example.com.');
  });

  it('holds evidence against the whole log', async () => {
    await log('export', '--out', 'log');
    await log('evidence', 'req_1', '--out', 'evidence.json');
    const { code, stdout } = await verify('--key', vkey, '--json', 'log', 'evidence.json');
    expect(code).toBe(0);
    const results = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(results).toMatchObject([
      { path: 'log', ok: true },
      { path: 'evidence.json', ok: true },
    ]);
  });

  it.each([
    ['an entry is edited', 'log/tile/entries/000', 'wrong_root'],
    ['a tile is edited', 'log/tile/0/000', 'bad_tile'],
    ['the checkpoint is edited', 'log/checkpoint', 'bad_'],
  ])('fails with 1 when %s', async (_, path, code) => {
    await log('export', '--out', 'log');
    edit(path, (bytes) => bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40));
    const verified = await verify('--key', vkey, '--json', 'log');
    expect(verified.code).toBe(1);
    expect(verified.stdout).toContain(`"ok":false,"code":"${code}`);
  });

  it('fails with 1 when the log is cut short', async () => {
    await log('export', '--out', 'log');
    rmSync(join(folder, 'log/tile/entries/001.p/47'));
    expect(await verify('--key', vkey, 'log')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('is missing: the log is cut short or has a gap') as string,
    });
  });

  it('fails with 1 under another key, and for what is not evidence', async () => {
    await log('evidence', 'req_1', '--out', 'evidence.json');
    expect(await verify('--key', keysOf(9).vkey, 'evidence.json')).toMatchObject({ code: 1 });
    writeFileSync(join(folder, 'no.json'), '{}');
    expect(await verify('--key', vkey, 'no.json', 'evidence.json')).toMatchObject({ code: 1 });
  });

  it('says that the service has lost what it signed for, and writes nothing', async () => {
    server.files.delete('tile/entries/001.p/47');
    const exported = await log('export', '--out', 'log');
    expect(exported.code).toBe(1);
    expect(exported.stderr).toContain('not all that it covers is there any more');
    expect(exported.stderr).toContain('tile/entries/001.p/47');
    const { code, stdout } = await verify('--key', vkey, 'log');
    expect(code).toBe(1);
    expect(stdout).toContain('There is no checkpoint in this folder');
  });

  it('extends an earlier export', async () => {
    await log('export', '--out', 'log');
    publish(server, [
      ...approvedStory(300),
      { id: 'new', at: '2026-11-22T13:00:00.000Z', kind: 'other', body: 1 },
    ]);
    expect((await log('export', '--out', 'log')).stdout).toContain('extending the 303 kept before');
  });

  it('leaves no partial tile behind that the new checkpoint does not name', async () => {
    await log('export', '--out', 'log');
    const at = '2026-11-22T13:00:00.000Z';
    publish(server, [...approvedStory(300), { id: 'new', at, kind: 'other', body: 1 }]);
    await log('export', '--out', 'log');
    const files = readdirSync(join(folder, 'log'), { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => /\.p\/\d+$/.test(file)).toSorted()).toEqual([
      'tile/0/001.p/48',
      'tile/1/000.p/1',
      'tile/entries/001.p/48',
    ]);
    const verified = await verify('--key', vkey, 'log');
    expect(verified.stdout).not.toContain('does not cover');
  });

  it('says what lies in the folder that the checkpoint does not cover', async () => {
    await log('export', '--out', 'log');
    writeFileSync(join(folder, 'log/tile/0/001.p/46'), '');
    writeFileSync(join(folder, 'log/notes.txt'), '');
    const { code, stdout } = await verify('--key', vkey, 'log');
    expect(code).toBe(0);
    expect(stdout).toContain(
      '2 files lie there that the checkpoint does not cover, and nothing is proven of them: notes.txt, tile/0/001.p/46.',
    );
  });

  it.each([
    ['a file', 'file', 'is not a folder'],
    ['what lies below a file', 'file/log', 'is not a folder'],
    ['a folder that takes none', '/proc/nowhere/log', 'cannot be written'],
  ])('says that %s takes no export, and fetches nothing', async (_, out, sentence) => {
    writeFileSync(join(folder, 'file'), '');
    const exported = await log('export', '--out', out);
    expect(exported).toMatchObject({ code: 1, stdout: '' });
    expect(exported.stderr).toContain(sentence);
    expect(exported.stderr).not.toContain('unexpected');
    expect(server.seen).toEqual([]);
  });

  it('says that evidence cannot be written there', async () => {
    const written = await log('evidence', 'req_1', '--out', 'nowhere/evidence.json');
    expect(written).toMatchObject({ code: 1, stdout: '' });
    expect(written.stderr).toMatch(/nowhere\/evidence\.json cannot be written/);
  });

  it('ends with 2 for a path that is not there, as a wrong call does', async () => {
    await log('evidence', 'req_1', '--out', 'evidence.json');
    const verified = await verify('--key', vkey, 'evidence.json', 'nowhere.json');
    expect(verified).toMatchObject({ code: 2, stdout: '' });
    expect(verified.stderr).toBe('error: nowhere.json is not there.\n');
  });

  it('keeps the earlier export when the log has another past, or another key', async () => {
    await log('export', '--out', 'log');
    publish(server, approvedStory(299));
    const rewritten = await log('export', '--out', 'log');
    expect(rewritten.code).toBe(1);
    publish(server, approvedStory(300), 9);
    const rekeyed = await log('export', '--out', 'log');
    expect(rekeyed).toMatchObject({ code: 1 });
    expect(rekeyed.stderr).toContain('another key');
    expect(await verify('--key', vkey, 'log')).toMatchObject({ code: 0 });
  });

  it('exports a log that grows meanwhile: full tiles stand in for partial ones', async () => {
    const before = approvedStory(97);
    const at = '2026-11-22T13:00:00.000Z';
    const more = Array.from({ length: 200 }, (_, n) => ({
      id: `m${n}`,
      at,
      kind: 'other',
      body: n,
    }));
    const earlier = new FakeServer();
    publish(earlier, before);
    publish(server, [...before, ...more]);
    server.files.set('checkpoint', earlier.files.get('checkpoint') ?? Buffer.of());
    const exported = await log('export', '--out', 'log');
    expect(exported).toMatchObject({
      code: 0,
      stdout: '100 entries of log.example.com are in log.\n',
    });
  });
});
