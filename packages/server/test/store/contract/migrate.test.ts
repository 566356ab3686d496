import { describe, expect, it } from 'vitest';
import { describeSchema, emptyDatabase, execute } from '../../support/database.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { aState, aSubmission } from '../fixtures.ts';

describe.each(engines)('the schema on %s', (engine) => {
  const { freshUrl, open } = freshStores(engine);

  it('is made once by all that start together', async () => {
    const { url, drop } = await emptyDatabase(engine);
    const stores = await Promise.all(Array.from({ length: 5 }, () => open(url)));
    await stores[0]?.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});
    for (const store of stores) expect(await store.requests.get('r1')).not.toBeNull();
    for (const store of stores) await store.close();
    await drop();
  });

  it('keeps what was written before', async () => {
    const url = await freshUrl();
    const before = await open(url);
    await before.requests.submit({ state: aState('r1'), submission: aSubmission() }, {});
    await before.close();
    expect(await (await open(url)).requests.get('r1')).toMatchObject({ version: 1 });
  });

  it('is refused by a binary older than it', async () => {
    const url = await freshUrl();
    await (await open(url)).close();
    await execute(url, `insert into kysely_migration values ('9999-later', '2030-01-01')`);
    await expect(open(url)).rejects.toMatchObject({
      code: 'newer_schema',
      message: expect.stringMatching(
        /newer Countersign \(step 9999-later\).*Start the newer version/,
      ),
    });
    await execute(url, `delete from kysely_migration where name = '9999-later'`);
    await (await open(url)).close();
  });

  it('is refused where a step is missing in between', async () => {
    const { url, drop } = await emptyDatabase(engine);
    await (await open(url)).close();
    await execute(url, `delete from kysely_migration where name = '0014-lists'`);
    const before = await describeSchema(url);
    await expect(open(url)).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringMatching(/took step 00\d\d-.*but not all that come before/),
    });
    expect(await describeSchema(url)).toEqual(before);
    await drop();
  });

  it('is as before where a step fails, and says why', async () => {
    const { url, drop } = await emptyDatabase(engine);
    // Somebody else's, of a name that the last step but a few takes.
    await execute(url, 'create table sign_in_key (theirs text)');
    const before = await describeSchema(url);
    await expect(open(url)).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringMatching(/sign_in_key"? already exists.*Nothing was kept/),
    });
    expect(await describeSchema(url)).toEqual(before);
    await execute(url, 'drop table sign_in_key');
    await (await open(url)).close();
    await drop();
  });
});

it('refuses a URL that names no store', async () => {
  const { openStore } = await import('../../../src/store/open.ts');
  for (const url of ['', 'sqlite:', 'mysql://host/db', '/var/lib/store.db']) {
    await expect(openStore(url)).rejects.toMatchObject({ code: 'bad_url' });
  }
});
