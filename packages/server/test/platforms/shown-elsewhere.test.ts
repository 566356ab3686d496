import { describe, expect, it } from 'vitest';
import { platforms } from './platforms.ts';
import { escalating } from './rule.ts';
import { repair } from './requests.ts';

const minute = 60_000;
const diff = '--- a/limits\n+++ b/limits\n@@ -1 +1 @@\n-limit 3\n+limit 30\n';
const small = { ...repair, change: { ...repair.change, diff } };

describe.each(platforms)('%s: a card in another channel', (_, open) => {
  async function escalated() {
    const chat = await open();
    await chat.rule(escalating);
    const id = await chat.asked();
    await chat.tick(30 * minute);
    return { chat, id };
  }

  it('has nothing below it that it shows by itself, and goes on mentioning people', async () => {
    const { chat } = await escalated();
    await chat.settle();
    expect(chat.belowAnnounced()).toEqual([]);
    expect(chat.announced()[0]?.active.join()).toMatch(/ada|U0ADA|S0RELEASE/iu);
  });

  it('says why it is there, and for whom', async () => {
    const { chat, id } = await escalated();
    await chat.settle();
    const why = 'Escalated to releasers: “security” has waited too long.';
    expect(chat.announced()[0]?.text).toContain(why);
    expect((await chat.card(id)).text).not.toContain('Escalated');
    await chat.approveElsewhere(id, 'ada');
    await chat.settle();
    expect(chat.announced()[0]?.text).not.toContain('Escalated');
  });

  it('takes an approval as soon as it is posted', async () => {
    const { chat, id } = await escalated();
    chat.failUploads();
    await chat.deliver();
    await chat.approveElsewhere(id, 'ada');
    expect(await chat.statusOf(id)).toBe('approved');
  });

  it('shows whoever reviews an emergency what was approved, and in short once they have', async () => {
    const chat = await open();
    const id = await chat.asked(small);
    await chat.breakGlass(id, 'ada', 'Payments are down.');
    await chat.settle();
    expect(chat.announced()[0]?.text).toContain('+limit 30');
    expect(chat.belowAnnounced()).toEqual([]);
    await chat.finding(id, 'grace');
    await chat.settle();
    expect(chat.announced()[0]?.text).not.toContain('+limit 30');
  });
});
