import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LoadedConfig } from '../../src/config/load.ts';
import { openIssuer } from '../../src/open-issuer.ts';
import { openStore } from '../../src/store/open.ts';
import { load } from '../config/files.ts';

const plain = 'policy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\n';
const issuing = `${plain}issuer: { url: https://approve.example, algorithm: ES256 }\n`;

async function aDesk() {
  const data = mkdtempSync(join(tmpdir(), 'countersign-issuer-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  let now = Date.UTC(2026, 10, 23);
  const store = await openStore('sqlite::memory:', { now: () => now });
  onTestFinished(() => store.close());
  const said: string[] = [];
  const say = (_: object, message: string) => void said.push(message);
  const open = async (text: string, more: Partial<LoadedConfig> = {}) => {
    const config = { ...(await load(text, {})), data, ...more };
    const report = { info: say, warn: say, error: say };
    return openIssuer({
      config,
      store,
      now: () => now,
      report,
      address: () => 'http://127.0.0.1:1',
    });
  };
  const file = join(data, 'issuer-keys.json');
  return { data, file, said, open, store, pass: (ms: number) => void (now += ms) };
}

describe('the issuer of a service', () => {
  it('makes no keys where nothing is granted, until something wants them', async () => {
    const { open, file } = await aDesk();
    const { issuer, look } = await open(plain);
    await look();
    expect(existsSync(file)).toBe(false);
    expect(issuer.url()).toBe('http://127.0.0.1:1');
    expect(issuer.published().keys).toHaveLength(1);
    expect(existsSync(file)).toBe(true);
  });

  it('is itself, by its address and by what tokens to its API are for', async () => {
    const { open } = await aDesk();
    const issuers =
      'issuers: [{ name: gh, issuer: https://token.actions.githubusercontent.com, audience: countersign, preset: github-actions }]\n';
    const { issuer } = await open(issuing + issuers);
    expect(new Set(issuer.own())).toEqual(new Set(['https://approve.example', 'countersign']));
  });

  it('signs nothing with keys that others lack, where it made them late', async () => {
    const { open, data } = await aDesk();
    const { issuer } = await open(plain);
    await open(issuing, { data: join(data, 'other') });
    await expect(issuer.sign({})).rejects.toThrow('Another process signs grants with the key');
  });

  it('does not start with keys that can not be read, and tells nothing of them', async () => {
    const { open, file } = await aDesk();
    writeFileSync(file, '{"secret": "very"}');
    const failed = await open(issuing).catch((error: unknown) => error);
    expect(String(failed)).toContain(`The keys that sign grants can't be used, from ${file}:`);
    expect(String(failed)).not.toContain('very');
  });

  it.each([
    [
      'issuer: { url: "https://approve.example:8443" }',
      'issuer.url names a port: AWS does not take it.',
    ],
    [
      'issuer: { url: "http://localhost:4774" }',
      'issuer.url is not https: cloud providers do not take it.',
    ],
  ])('warns of what relying parties do not take: %s', async (line, warning) => {
    const { open, said } = await aDesk();
    await open(`${plain}${line}\n`);
    expect(said).toContain(warning);
  });
});
