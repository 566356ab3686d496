import { expect, it } from 'vitest';
import { databaseScene } from './postgres-scene.ts';

// The scene's admin and group have quotes and statements in their names, too.
const scene = databaseScene();

it('what looks like SQL in a name is a name, from the opening to the end', async () => {
  expect(scene.names.group).toContain('"; drop role');
  const id = `crd_01sql${process.pid}`;
  const grant = `g'; drop table orders; --`;
  const request = String.raw`r\'; alter role x superuser; --`;
  const { user } = await scene.open(id, { grant, request });
  const [row] = await scene.superuser<{ comment: string; rolsuper: boolean }>(
    `select shobj_description(oid, 'pg_authid') as comment, rolsuper from pg_roles where rolname = $1`,
    [user],
  );
  expect(row).toEqual({ comment: `Countersign: ${grant} of ${request}`, rolsuper: false });
  expect(await scene.superuser('select count(*) from orders')).toHaveLength(1);
  await scene.target().close(id);
  expect(await scene.roles()).toEqual([]);
});

it('an id that is none of ours names no role', async () => {
  for (const id of [
    'postgres',
    'crd_x"; drop role y; --',
    'crd_',
    'CRD_1',
    `crd_${'a'.repeat(60)}`,
  ]) {
    await expect(scene.open(id)).rejects.toThrow('is not the id of a credential');
    await expect(scene.target().close(id)).rejects.toThrow('is not the id of a credential');
  }
});
