import { expect, it } from 'vitest';
import { createLatest } from '../../src/chat/slack/latest.ts';

function scene() {
  const begun: string[] = [];
  const rests: (() => void)[] = [];
  const rest = () => new Promise<void>((resolve) => rests.push(resolve));
  const latest = createLatest(rest);
  const ask = (key: string, label: string) =>
    latest(key, async () => {
      begun.push(label);
    });
  return { begun, ask, rested: () => rests.shift()?.() };
}

it('the first is done at once', async () => {
  const { begun, ask } = scene();
  await ask('ada', 'first');
  expect(begun).toEqual(['first']);
});

it('those who ask while one is done or rests share the one after it', async () => {
  const { begun, ask, rested } = scene();
  await ask('ada', 'first');
  const shared = [ask('ada', 'second'), ask('ada', 'third'), ask('ada', 'fourth')];
  expect(begun).toEqual(['first']);
  rested();
  await Promise.all(shared);
  expect(begun).toEqual(['first', 'second']);
});

it('nobody waits for somebody else', async () => {
  const { begun, ask } = scene();
  await ask('ada', 'of ada');
  await ask('grace', 'of grace');
  expect(begun).toEqual(['of ada', 'of grace']);
});

it('work that fails is told to those who share it, and the next is done', async () => {
  const latest = createLatest(async () => undefined);
  const failed = latest('ada', async () => {
    throw new Error('away');
  });
  const after = latest('ada', async () => undefined);
  await expect(failed).rejects.toThrow('away');
  await expect(after).resolves.toBeUndefined();
});
