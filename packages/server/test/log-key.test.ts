import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { signCheckpoint } from '@countersign/core/log/checkpoint';
import { describe, expect, it, onTestFinished } from 'vitest';
import { assertSameLog, isOpenToAll, loadLogKey } from '../src/log-key.ts';

function keyFile(): string {
  const path = mkdtempSync(join(tmpdir(), 'countersign-key-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return join(path, 'data', 'log.key');
}

function logOf(note: string | null, began?: string) {
  let first = began;
  return {
    latest: async () => (note === null ? null : { note, size: 3, root, at: 0 }),
    beginWith: async (vkey: string) => (first ??= vkey),
  };
}

const root = new Uint8Array(32);

describe("the log's key", () => {
  it('is made once, for its owner only, and is the same at the next start', () => {
    const path = keyFile();
    const made = loadLogKey('example.com/log', path);
    expect(loadLogKey('example.com/log', path).vkey).toBe(made.vkey);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('is known to be open where any user may read it', () => {
    const path = keyFile();
    loadLogKey('example.com/log', path);
    expect(isOpenToAll(path)).toBe(false);
    chmodSync(path, 0o640);
    expect(isOpenToAll(path)).toBe(false);
    chmodSync(path, 0o644);
    expect(isOpenToAll(path)).toBe(true);
  });

  it('does not serve a log of another name', () => {
    const path = keyFile();
    loadLogKey('example.com/log', path);
    expect(() => loadLogKey('example.com/other', path)).toThrow('Set log.name back');
  });

  it('is told with its path and what to do where the file holds no key', () => {
    const path = keyFile();
    loadLogKey('example.com/log', path);
    truncateSync(path);
    expect(() => loadLogKey('example.com/log', path)).toThrow(
      `${path} holds no key of a log, which is one line that begins with PRIVATE+KEY+. Put the backup`,
    );
  });

  it('is told where its folder is none', () => {
    const path = keyFile();
    writeFileSync(dirname(path), '');
    const told = expect.objectContaining({
      name: 'StartError',
      message: expect.stringContaining('COUNTERSIGN_DATA'),
    });
    expect(() => loadLogKey('example.com/log', path)).toThrow(told);
  });

  it('goes on with a log that it signed, and with one that is empty', async () => {
    const path = keyFile();
    const key = loadLogKey('example.com/log', path);
    const signed = signCheckpoint(3, root, key);
    for (const log of [logOf(null), logOf(signed), logOf(signed, key.vkey)]) {
      await expect(assertSameLog(key, log, path)).resolves.toBeUndefined();
    }
  });

  it('does not go on with a log that another key signed: the file was lost, or is of another replica', async () => {
    const [path, other] = [keyFile(), keyFile()];
    const note = signCheckpoint(3, root, loadLogKey('example.com/log', other));
    loadLogKey('example.com/log', path);
    const key = loadLogKey('example.com/log', path);
    await expect(assertSameLog(key, logOf(note), path)).rejects.toThrow('began with another key');
    expect(loadLogKey('example.com/log', path).vkey).toBe(key.vkey);
  });

  it('that was lost leaves no other one in its place', async () => {
    const [path, other] = [keyFile(), keyFile()];
    const note = signCheckpoint(3, root, loadLogKey('example.com/log', other));
    const key = loadLogKey('example.com/log', path);
    await expect(assertSameLog(key, logOf(note), path)).rejects.toThrow(
      `There is no key in ${path}, and the log in the store began with one.`,
    );
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  it('is the same for replicas that begin a log together: the second is told', async () => {
    const [path, other] = [keyFile(), keyFile()];
    const log = logOf(null);
    await assertSameLog(loadLogKey('example.com/log', other), log, other);
    const late = assertSameLog(loadLogKey('example.com/log', path), log, path);
    await expect(late).rejects.toThrow('from the backup or from another replica');
  });
});
