import { expect, it } from 'vitest';
import { ADA, GRACE } from './desk.ts';
import { aGuardedDesk } from './guarded.ts';

const keyCalls = (calls: string[]) => calls.filter((call) => call === 'keys').length;

it('the keys are fetched once for many clicks', async () => {
  const desk = await aGuardedDesk();
  await desk.press(desk.id, ADA, 'refresh', { force: true, title: 'x' });
  await desk.forge({});
  expect(keyCalls(desk.asked())).toBe(1);
});

it('a new key is taken as soon as it signs', async () => {
  const desk = await aGuardedDesk();
  await desk.forge({ key: 'unendorsed' });
  await desk.double.keys.rotate();
  desk.pass(61_000);
  expect(await desk.forge({})).toMatchObject({ status: 200 });
});

it('keys that nobody has make us ask once a minute, however many come', async () => {
  const desk = await aGuardedDesk();
  for (const kid of ['a', 'b', 'c', 'd']) await desk.forge({ kid });
  expect(keyCalls(desk.asked())).toBe(1);
  desk.pass(61_000);
  await desk.forge({ kid: 'e' });
  expect(keyCalls(desk.asked())).toBe(2);
});

it('a key that is published no more ends with the keys that were kept', async () => {
  const desk = await aGuardedDesk();
  await desk.forge({ key: 'unendorsed' });
  await desk.double.keys.rotate();
  desk.double.keys.dropEarlier();
  desk.pass(12 * 3_600_000 + 1);
  expect(await desk.forge({ key: 'retired' })).toMatchObject({ status: 401 });
});

it('while the keys cannot be had nothing is proved, and nobody is blamed', async () => {
  const desk = await aGuardedDesk();
  desk.double.fail({ operation: 'openidMetadata', with: { kind: 'http', status: 503 }, times: 2 });
  const answer = await desk.forge({});
  expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  expect(await desk.statusOf(desk.id)).toBe('pending');
});

it('keys at hand do while new ones cannot be had, for a day', async () => {
  const desk = await aGuardedDesk();
  await desk.forge({ key: 'unendorsed' });
  desk.double.fail({ operation: 'openidMetadata', with: { kind: 'http', status: 503 }, times: 99 });
  desk.pass(13 * 3_600_000);
  expect(await desk.press(desk.id, GRACE)).toMatchObject({ status: 200 });
  desk.pass(12 * 3_600_000);
  expect(await desk.press(desk.id, GRACE, 'approve', { force: true })).toMatchObject({
    status: 503,
  });
});
