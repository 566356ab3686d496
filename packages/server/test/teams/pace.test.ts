import { expect, it } from 'vitest';
import { createPace } from '../../src/chat/teams/pace.ts';
import { aTeamsDesk } from './desk.ts';

it('keeps to seven calls in a second and sixty in half a minute', () => {
  let now = 0;
  const pace = createPace(() => now);
  const made: number[] = [];
  while (now < 120_000) {
    const wait = pace('a');
    if (wait === 0) made.push(now);
    now += Math.max(1, wait);
  }
  const most = (ms: number) =>
    Math.max(...made.map((from) => made.filter((at) => at >= from && at < from + ms).length));
  expect(most(1_000)).toBeLessThanOrEqual(7);
  expect(most(2_000)).toBeLessThanOrEqual(8);
  expect(most(30_000)).toBeLessThanOrEqual(60);
  expect(made.length).toBeGreaterThan(200);
});

it('conversations do not wait for each other', () => {
  const pace = createPace(() => 0);
  for (let count = 0; count < 6; count += 1) expect(pace('a')).toBe(0);
  expect(pace('a')).toBeGreaterThan(0);
  expect(pace('b')).toBe(0);
});

it('a hundred requests at once are all posted, and Teams has nothing to refuse', async () => {
  const desk = await aTeamsDesk({ pace: true });
  for (let count = 0; count < 100; count += 1) {
    await desk.submit({ action: 'deploy', resource: `r${count}`, environment: 'production' });
  }
  for (let turn = 0; turn < 400; turn += 1) {
    await desk.deliverAll();
    desk.pass(500);
  }
  expect(await desk.store.deliveries.counts()).toMatchObject({ waiting: 0, dead: 0 });
  const refused = desk.double.calls().filter(({ status }) => status === 429);
  expect(refused).toEqual([]);
});
