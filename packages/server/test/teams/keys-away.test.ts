import { exportJWK, generateKeyPair } from 'jose';
import { expect, it } from 'vitest';
import { createSigningKeys } from '../../src/chat/teams/signing-keys.ts';

const HOUR_MS = 3_600_000;
const metadataUrl = 'https://login.example.com/openid';

/** The keys of the Bot Framework, behind a host that can stop answering, and a clock that nobody waits for. */
async function keys() {
  const { publicKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', endorsements: ['msteams'] };
  const host = { hangs: false, at: 0, waited: [] as number[] };
  const find = createSigningKeys({
    metadataUrl,
    fetchJson: async (url) => {
      if (host.hangs) await new Promise(() => {});
      return url === metadataUrl ? { jwks_uri: 'https://login.example.com/keys' } : { keys: [jwk] };
    },
    now: () => host.at,
    after: async (ms) => {
      // What answers at all is there before any patience ends.
      if (!host.hangs) await new Promise(() => {});
      host.waited.push(ms);
    },
  });
  return { host, find };
}

it('old keys do for a click while their host hangs: it waits half a second, not for the host', async () => {
  const { host, find } = await keys();
  expect(await find('one')).toBeDefined();
  host.hangs = true;
  host.at = 13 * HOUR_MS;
  expect(await find('one')).toMatchObject({ endorsements: ['msteams'] });
  expect(host.waited).toEqual([500]);
});

it('where the key is not known, or too old, three seconds are enough, and nothing is proved', async () => {
  const { host, find } = await keys();
  host.hangs = true;
  await expect(find('one')).rejects.toThrow('did not come in time');
  host.at = 25 * HOUR_MS;
  await expect(find('one')).rejects.toThrow('did not come in time');
  expect(host.waited).toEqual([3_000, 3_000]);
});
