import { describe, expect, it } from 'vitest';
import { oneStatement } from '../../src/store/one-statement.ts';
import { parametersOf, rowsStatement, statement } from '../../src/store/statement.ts';

let written = 0;

const leaseOf = statement(({ owner, role }: { owner: string; role: string }, { db }) => {
  written += 1;
  return db
    .selectFrom('leases')
    .select('until')
    .where('role', '=', role)
    .where('owner', '=', owner);
});

const insertTiles = rowsStatement((rows: { path: string }[], { db }) =>
  db.insertInto('tiles').values(rows.map(({ path }) => ({ path, bytes: new Uint8Array(1) }))),
);

const tiles = (length: number) => insertTiles(Array.from({ length }, (_, n) => ({ path: `${n}` })));

describe('a statement', () => {
  it('is written once for each engine, and has its values in the order of its text', () => {
    for (const owner of ['a', 'b', 'c']) {
      const query = leaseOf({ owner, role: 'sealer' });
      expect(query.text.sqlite.sql).toMatch(/"role" = \? and "owner" = \?/u);
      expect(query.text.postgres.sql).toMatch(/"role" = \$1 and "owner" = \$2/u);
      expect(parametersOf(query, 'sqlite')).toEqual(['sealer', owner]);
      expect(parametersOf(query, 'postgres')).toEqual(['sealer', owner]);
    }
    expect(written).toBe(2);
  });

  it('of several rows has a text for each length, and keeps no texts of long lists', () => {
    expect(tiles(2).text).toBe(tiles(2).text);
    expect(tiles(3).text).not.toBe(tiles(2).text);
    expect(tiles(100).text).not.toBe(tiles(100).text);
    const parameters = parametersOf(tiles(100), 'sqlite');
    expect(parameters.filter((one) => typeof one === 'string')).toHaveLength(100);
    expect(parameters.slice(-2)).toEqual(['99', new Uint8Array(1)]);
  });

  it('can be part of another, whose values follow one another', () => {
    const parts = [leaseOf({ owner: 'o', role: 'r' }), insertTiles([{ path: 'p' }])];
    const { sql, parameters } = oneStatement(parts, { guards: 1 });
    expect(sql).toMatch(/w0 as \(.*\$1.*\$2.*\), w1 as \(.*\$3.*\$4.*\) select 1 \/ /u);
    expect(parameters).toEqual(['r', 'o', 'p', new Uint8Array(1)]);
    expect(oneStatement(parts, { guards: 1 }).sql).toBe(sql);
    expect(oneStatement(parts, { guards: 0 }).sql).not.toBe(sql);
    expect(oneStatement(parts, { guards: 2 }).sql).toMatch(/select 1 \/ .*w0\) \/ .*w1\)$/u);
  });
});
