import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeKey, readKeys, writeKeys } from '../../src/issuer/issuer-key.ts';
import { nextIssuerKeys } from '../../src/next-issuer-keys.ts';
import { openIssuer } from '../../src/open-issuer.ts';
import type { Issuer } from '../../src/ports/issuer.ts';
import type { Store } from '../../src/ports/store.ts';
import { load } from '../config/files.ts';
import { engines, freshStores, type EngineName } from '../support/engines.ts';
import { someoneWaits } from '../support/race.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 23);
const issuing =
  'policy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\nstore: postgres://unused\nissuer: { url: https://approve.example, algorithm: ES256 }\n';

describe.each(engines)('services over one store, on %s', (engine) => {
  const { freshUrl, open } = freshStores(engine);

  async function aStore() {
    let now = START;
    const url = await freshUrl();
    const clock = () => now;
    const store = () => open(url, { now: clock });
    /** A service with a data folder of its own, or with these keys. */
    const start = async (on: Store, keys?: string) => {
      const data = mkdtempSync(join(tmpdir(), 'countersign-issuer-'));
      onTestFinished(() => rmSync(data, { recursive: true, force: true }));
      const config = await load(issuing, {});
      const said: string[] = [];
      const say = (_: object, message: string) => void said.push(message);
      const opened = await openIssuer({
        config: { ...config, data, issuer: { ...config.issuer, ...(keys && { keys }) } },
        store: on,
        now: clock,
        report: { info: say, warn: say, error: say },
        address: () => '',
      });
      return { ...opened, said };
    };
    return { url, store, start, clock, pass: (minutes: number) => void (now += minutes * MINUTE) };
  }

  it('that have other keys and start at once: one starts, the other says what to do', async () => {
    const { store, start } = await aStore();
    const stores = [await store(), await store()];
    const started = await Promise.allSettled(stores.map((one) => start(one)));
    const refused = started.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).toMatchObject([{ name: 'StartError', code: 'issuer_keys_differ' }]);
    expect(String(refused[0])).toMatch(
      /Another process signs grants with the key [\w-]{43}, which this one does not have/u,
    );
  });

  it('that start at once with the same keys all start', async () => {
    const { store, start } = await aStore();
    const stores = [await store(), await store(), await store()];
    const keys = writeKeys([makeKey('ES256', START)]);
    await expect(Promise.all(stores.map((one) => start(one, keys)))).resolves.toHaveLength(3);
  });

  it('the second waits for the commit of the first, and is refused', async () => {
    const { url, store, start } = await aStore();
    const second = await store();
    const commit = await stalledStart(engine, url);
    const started = Promise.allSettled([start(second)]);
    if (engine === 'postgres') await someoneWaits(url);
    await commit();
    expect(await started).toMatchObject([
      { status: 'rejected', reason: { code: 'issuer_keys_differ' } },
    ]);
  });

  it('take a new key one after another, and nobody is refused or complains', async () => {
    const { store, start, clock, pass } = await aStore();
    const [one, two] = [await store(), await store()];
    const config = (await load(issuing, {})).issuer;
    const before = writeKeys([makeKey('ES256', START)]);
    const [first, second] = [await start(one, before), await start(two, before)];
    const { text } = nextIssuerKeys({ data: '', issuer: { ...config, keys: before } }, clock());
    const [old, next] = readKeys(text).map(({ kid }) => kid);

    const ahead = await start(one, text);
    expect(await signer(ahead.issuer)).toBe(old);
    // The other one crashes, and comes back with what it had.
    const crashed = await start(two, before);
    expect(crashed.said.join()).toContain(`publishes the key ${next}`);
    for (let minute = 0; minute < 90; minute++) {
      pass(1);
      await crashed.look();
      await ahead.look();
    }
    // Its time came long ago: who has read the keys of the other one does not know it.
    expect(await signer(ahead.issuer)).toBe(old);
    expect(crashed.said).toHaveLength(1);

    const behind = await start(two, text);
    pass(65);
    await behind.look();
    await ahead.look();
    expect(await signer(behind.issuer)).toBe(next);
    expect(await signer(ahead.issuer)).toBe(next);
    expect(behind.issuer.published().keys).toHaveLength(2);
    await expect(start(one, before)).rejects.toMatchObject({ code: 'issuer_keys_differ' });
    for (const { said } of [first, second, ahead, behind]) {
      expect(said.join()).not.toContain('Another process');
    }
  });

  it('say that another one signs with a key of its own, and go on', async () => {
    const { store, start } = await aStore();
    const one = await store();
    const { issuer, look, said } = await start(one);
    await one.issuerKeys.change(() => ({ result: null, keys: [{ ...signing, kid: 'other' }] }));
    expect(await look()).toBe(60_000);
    expect(said.join()).toContain('Another process signs grants with the key other');
    expect(await signer(issuer)).toMatch(/^[\w-]{43}$/u);
  });

  it('that lost their keys start with new ones after ten minutes, and are told what that means', async () => {
    const { store, start, pass } = await aStore();
    const one = await store();
    await start(one);
    pass(9);
    await expect(start(one)).rejects.toMatchObject({ code: 'issuer_keys_differ' });
    pass(1);
    expect((await start(one)).said.join()).toContain('may still be out');
  });
});

const signing = { seenAt: START, lackedAt: 0, signsSince: START, signedAt: START };

async function signer(issuer: Issuer): Promise<string> {
  const [header = ''] = (await issuer.sign({})).split('.');
  return (JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string }).kid;
}

/** Somebody else's transaction that says which key it signs with, and commits when told. */
async function stalledStart(engine: EngineName, url: string): Promise<() => Promise<void>> {
  const insert = `insert into issuer_keys (kid, seen_at, lacked_at, signs_since, signed_at)
    values ('other', ${START}, 0, ${START}, ${START})`;
  if (engine === 'sqlite') {
    const other = new DatabaseSync(url.slice('sqlite:'.length));
    other.exec(`begin immediate; ${insert}`);
    return async () => {
      other.exec('commit');
      other.close();
    };
  }
  const other = new Client({ connectionString: url });
  await other.connect();
  await other.query('begin');
  await other.query(`select pg_advisory_xact_lock(hashtextextended('issuer keys', 0))`);
  await other.query(insert);
  return async () => {
    await other.query('commit');
    await other.end();
  };
}
