import { describe, expect, it } from 'vitest';
import { faultsOf, load } from './files.ts';

const people = 'policy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\n';

describe('the address of the store', () => {
  it.each(['sqlite:', 'sqlite: ', 'sqlite::memory:', 'sqlite:file::memory:?cache=shared'])(
    'is refused where nothing would be left at the next start: %s',
    async (store) => {
      const told = expect.stringContaining('store: must name a file that stays');
      expect(await faultsOf(`${people}store: '${store}'\n`)).toEqual([told]);
      expect(await faultsOf(people, { DATABASE_URL: store })).toEqual([
        expect.stringContaining('DATABASE_URL in the environment must name a file that stays'),
      ]);
    },
  );

  it.each(['postgres://u:pa/ss@host/db', 'postgres://u:p#s@host/db', 'postgres://u@host:port/db'])(
    'is refused where it can not be read, and its password is not repeated: %s',
    async (store) => {
      const faults = await faultsOf(people, { DATABASE_URL: store });
      expect(faults).toEqual([expect.stringContaining('percent-encoded')]);
      expect(faults[0]).not.toContain(store);
    },
  );

  it.each([
    'sqlite:/var/lib/c.db',
    'postgres://u:p%2Fs@host:5432/db',
    'postgresql:///db?host=/run',
  ])('may be %s', async (store) => {
    expect((await load(`${people}store: '${store}'\n`)).store).toBe(store);
  });
});
