import { describe, expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { platforms } from './platforms.ts';
import { repair } from './requests.ts';

const freezes = [
  { name: 'noon', from: '2026-11-22T09:00', to: '2026-11-22T12:00', during: 'hold' },
];

const change = { commit: 'abcdef0' };

describe.each(platforms)('%s: a moment is told in the zone of whoever reads it', (_, open) => {
  it('where an approval will wait, and where it waits', async () => {
    const chat = await open();
    await chat.rule({ freezes });
    const id = await chat.asked();
    const until = '2026-11-22T12:00:00Z, once the freeze “noon” is over.';
    expect((await chat.card(id)).text).toContain(`Once approved, it takes effect at ${until}`);
    expect(await chat.say('ada', `show ${id}`)).toContain(`it takes effect at ${until}`);
    await chat.approve(id, 'ada');
    await chat.settle();
    const { text, active } = await chat.card(id);
    expect(text).toContain(`Everybody who must agree has; it takes effect at ${until}`);
    expect(text).not.toContain('UTC');
    expect(active).toContain('moment');
  });

  it('on a list', async () => {
    const chat = await open();
    await chat.rule({ freezes, burst: { within: '10m' } });
    const id = await chat.ask({ ...deployPayments, resource: 'api', change });
    await chat.ask({ ...deployPayments, resource: 'web', change });
    await chat.settle();
    await chat.approve(id, 'ada');
    await chat.settle();
    const { text } = await chat.card(id);
    expect(text).toContain('it takes effect at 2026-11-22T12:00:00Z');
    expect(text).not.toContain('UTC');
  });

  it('until when an emergency approval is to be reviewed, on cards and in lists', async () => {
    const chat = await open();
    const id = await chat.asked(repair);
    await chat.breakGlass(id, 'ada', 'Payments are down.');
    await chat.settle();
    const due = 'To be reviewed until 2026-11-23T10:00:00Z: 1 review from security.';
    expect((await chat.card(id)).text).toContain(due);
    const list = await chat.say('grace', 'list');
    expect(list).toContain('approved it alone in an emergency at 2026-11-22T10:00:00Z: “Payments');
    expect(list).toContain(due);
    await chat.tick(24 * 3_600_000);
    await chat.settle();
    expect((await chat.card(id)).text).toContain(
      'NOT REVIEWED IN TIME: 1 review from security was due at 2026-11-23T10:00:00Z.',
    );
  });

  it('but in UTC, and saying so, in text that is not drawn', async () => {
    const chat = await open();
    await chat.rule({ freezes });
    const id = await chat.asked();
    expect(await chat.say('ada', `approve ${id}`)).toContain('at 2026-11-22 12:00 UTC');
    await chat.settle();
    expect((await chat.thread(id)).join()).toContain('at 2026-11-22 12:00 UTC');
  });
});
