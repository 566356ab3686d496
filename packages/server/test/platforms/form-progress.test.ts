import { describe, expect, it } from 'vitest';
import { platforms } from './platforms.ts';
import { openedBySecurity, repair } from './requests.ts';
import { restricted, secretive } from './restricted.ts';

const EXPIRES = 'Expires 2026-11-22T11:00:00Z.';
const freezes = [
  { name: 'noon', from: '2026-11-22T09:00', to: '2026-11-22T12:00', during: 'hold' },
];

describe.each(platforms)('%s: a form tells how far a request is, as its card does', (_, open) => {
  it('to somebody who reads it before they decide', async () => {
    const chat = await open();
    await chat.rule({
      ...restricted,
      freezes,
      stages: [{ name: 'release', quorum: 2, groups: ['releasers'] }],
    });
    const id = await chat.asked(secretive);
    await chat.readAndApprove(id, 'lise');
    await chat.settle();
    const { text } = await chat.details(id, 'ada');
    expect(text).toContain('release: 1 of 2 approvals (Lise Meitner), needs 1 more from releasers');
    expect(text).toContain(EXPIRES);
    expect(text.match(/Once approved, it takes effect at/gu)).toHaveLength(1);
  });

  it('to somebody who is about to approve it alone', async () => {
    const chat = await open();
    const id = await chat.asked(repair);
    const { text } = await chat.emergency(id, 'ada');
    expect(text).toContain('security: needs 2 approvals from security');
    expect(text).toContain(EXPIRES);
  });

  it('and not what an approval as usual would wait for, to whoever approves alone', async () => {
    const chat = await open();
    await chat.rule((route) => ({
      freezes,
      break_glass: openedBySecurity(route),
    }));
    const id = await chat.asked();
    const { text } = await chat.emergency(id, 'grace');
    expect(text).toContain('No freeze holds it.');
    expect(text).not.toContain('Once approved, it takes effect');
  });

  it('nor to whoever reviews what is decided', async () => {
    const chat = await open();
    await chat.rule((route) => ({
      ...restricted,
      break_glass: openedBySecurity(route),
    }));
    const id = await chat.asked(secretive);
    await chat.breakGlass(id, 'grace', 'Payments are down.');
    await chat.settle();
    expect((await chat.detailsToReview(id, 'lise')).text).not.toContain('Expires');
  });
});
