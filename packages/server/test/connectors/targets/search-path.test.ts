import { expect, it } from 'vitest';
import { databaseScene } from './postgres-scene.ts';

const scene = databaseScene();

/** PostgreSQL prefers a function that takes text where a parameter has no type (CVE-2018-1058). */
const trap = `
  create table ran (who text);
  grant insert on ran to public;
  create function pg_terminate_backend(pid integer, patience text) returns boolean
  language plpgsql as $$ begin insert into ran values (current_user); return true; end $$`;

/** A session that has much to put away, so that it is still there when its end is waited for. */
const slowToEnd = `do $$ begin
  for i in 1..400 loop execute 'create temporary table left_' || i || ' ()'; end loop;
end $$`;

it('what a bot leaves in a schema of its group never runs as the admin', async () => {
  const id = `crd_01trap${process.pid}`;
  const db = await scene.as(await scene.open(id));
  await db.query(trap);
  await db.query(slowToEnd);
  const closed = await scene
    .target()
    .close(id)
    .then(() => 'closed', String);
  expect(await scene.superuser('select who from ran')).toEqual([]);
  expect(closed).toBe('closed');
});
