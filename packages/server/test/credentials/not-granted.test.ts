import { expect, it } from 'vitest';
import { scene } from './scene.ts';

it('a target that the grant does not name stays shut', async () => {
  const { refusal, database } = await scene({ targets: ['npm-token'] });
  expect(await refusal()).toBe('target_not_granted');
  expect(database.opened).toEqual([]);
});

it('a target that is not for this resource stays shut, whatever the grant says', async () => {
  const { refusal } = await scene({ targets: ['web-hosts'] });
  expect(await refusal({ target: 'web-hosts' })).toBe('target_not_granted');
});

it('a target that the configuration lacks is none', async () => {
  const { refusal } = await scene({ targets: ['gone', '__proto__'] });
  expect(await refusal({ target: 'gone' })).toBe('target_not_granted');
  expect(await refusal({ target: '__proto__' })).toBe('target_not_granted');
});

it('with a bad key nothing is begun', async () => {
  const { refusal, kinds } = await scene();
  expect(await refusal({ publicKey: 'bad' })).toBe('invalid');
  expect(await kinds()).toEqual([]);
});
