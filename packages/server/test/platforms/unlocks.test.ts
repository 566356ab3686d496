import { describe, expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { platforms } from './platforms.ts';

const grant = { audience: ['https://deploy.example.com'], lifetime: '15m' };
const promise = 'Once approved, it gets a token for https://deploy.example.com, for 15m at most.';

describe.each(platforms)('%s', (_, open) => {
  it('tells what an approval unlocks, as long as there is something to decide', async () => {
    const chat = await open();
    await chat.rule({ grant });
    const id = await chat.asked(deployPayments);
    expect((await chat.card(id)).text).toContain(promise);
    await chat.approve(id, 'ada');
    await chat.settle();
    expect((await chat.card(id)).text).not.toContain('Once approved');
  });

  it('says nothing of what there is not', async () => {
    const chat = await open();
    await chat.rule({});
    expect((await chat.card(await chat.asked(deployPayments))).text).not.toContain('Once approved');
  });
});
