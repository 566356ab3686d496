import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signCheckpoint } from '@countersign/core/log/checkpoint';
import { describe, expect, it, onTestFinished } from 'vitest';
import { assertSameLog, loadLogKey } from '../src/log-key.ts';

function keyFile(): string {
  const path = mkdtempSync(join(tmpdir(), 'countersign-key-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return join(path, 'data', 'log.key');
}

const root = new Uint8Array(32);

describe("the log's key", () => {
  it('is made once, for its owner only, and is the same at the next start', () => {
    const path = keyFile();
    const made = loadLogKey('example.com/log', path);
    expect(loadLogKey('example.com/log', path).vkey).toBe(made.vkey);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('does not serve a log of another name', () => {
    const path = keyFile();
    loadLogKey('example.com/log', path);
    expect(() => loadLogKey('example.com/other', path)).toThrow('Set log.name back');
  });

  it('goes on with a log that it signed, and with one that is empty', () => {
    const path = keyFile();
    const key = loadLogKey('example.com/log', path);
    const signed = { note: signCheckpoint(3, root, key) };
    expect(() => assertSameLog(key, null, path)).not.toThrow();
    expect(() => assertSameLog(key, signed, path)).not.toThrow();
  });

  it('does not go on with a log that another key signed: the file was lost, or is of another replica', () => {
    const [path, other] = [keyFile(), keyFile()];
    const note = signCheckpoint(3, root, loadLogKey('example.com/log', other));
    const key = loadLogKey('example.com/log', path);
    expect(() => assertSameLog(key, { note }, path)).toThrow('was not signed with the key');
  });
});
