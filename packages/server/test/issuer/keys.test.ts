import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openKeys, type KeyOptions } from '../../src/issuer/keys.ts';

const hour = 3_600_000;
const timing = { leadMs: hour, retireMs: 25 * hour, rotateMs: 100 * hour };

/** ES256, since making an RSA key takes its time. */
function desk(more: Partial<KeyOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'deep', 'issuer-keys.json');
  let now = Date.UTC(2026, 10, 23);
  const options: KeyOptions = {
    source: { file },
    algorithm: 'ES256',
    timing,
    now: () => now,
    mayRotate: true,
    ...more,
  };
  return { file, pass: (ms: number) => void (now += ms), open: () => openKeys(options), options };
}

describe('the keys of the issuer', () => {
  it('are made at the first start, for their owner alone, and are the same after a restart', () => {
    const { file, open } = desk();
    const { kid } = open().signing();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(open().signing().kid).toBe(kid);
  });

  it('rotate with overlap, over restarts', () => {
    const { open, pass, file } = desk();
    const first = open().signing().kid;
    pass(99 * hour);
    const second = open();
    expect(second.signing().kid).toBe(first);
    expect(second.published()).toHaveLength(2);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    pass(hour);
    const next = second.signing().kid;
    expect(next).not.toBe(first);
    expect(open().signing().kid).toBe(next);
    expect(
      open()
        .published()
        .map(({ kid }) => kid),
    ).toEqual([first, next]);
    pass(25 * hour);
    expect(
      open()
        .published()
        .map(({ kid }) => kid),
    ).toEqual([next]);
  });

  it('are read again while the service runs', () => {
    const { open, pass, options } = desk();
    const running = openKeys({ ...options, mayRotate: false });
    pass(99 * hour);
    running.refresh();
    expect(running.published()).toHaveLength(1);
    open();
    running.refresh();
    expect(running.published()).toHaveLength(2);
  });

  it('may come from the configuration', () => {
    const { open, file, options } = desk();
    const { kid } = open().signing();
    const text = readFileSync(file, 'utf8');
    expect(openKeys({ ...options, source: { text } }).signing().kid).toBe(kid);
  });

  it.each([
    ['no JSON', '{'],
    ['no set', '{"keys":[]}'],
    ['no PEM', '{"keys":[{"alg":"ES256","signsFrom":"2026-01-01T00:00:00Z","privateKey":"x"}]}'],
  ])('that are %s are refused, and stay as they are', (_, text) => {
    const { open, file } = desk();
    open();
    writeFileSync(file, text);
    expect(open).toThrow(/^(it is not|one of its private keys)/u);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('that do not fit their algorithm are refused', () => {
    const { open, file } = desk();
    open();
    writeFileSync(file, readFileSync(file, 'utf8').replace('ES256', 'RS256'));
    expect(open).toThrow('a key for RS256 is RSA of 2048 bits at least');
  });
});
