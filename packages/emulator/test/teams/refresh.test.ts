import { describe, expect, it } from 'vitest';
import {
  ada,
  bob,
  cardAnswer,
  cardMessage,
  deploys,
  json,
  plainCard,
  postCard,
  requestCard,
  startPair,
} from './support/bot.ts';

describe('a refresh', () => {
  it('asks by itself for those who are listed, and shows them a card of their own', async () => {
    const { bot, double, client } = await startPair();
    const place = await postCard(client, requestCard([double.mri(ada)]));
    bot.replyWith(cardAnswer(plainCard('For Ada')));
    await double.refresh({ person: ada, ...place });
    expect(bot.received[0]?.activity).toMatchObject({
      name: 'adaptiveCard/action',
      value: {
        action: { type: 'Action.Execute', verb: 'refresh', data: { id: 'r1' } },
        trigger: 'automatic',
      },
    });
    expect(double.shown(ada, deploys, place.message)).toEqual(plainCard('For Ada'));
    await expect(double.refresh({ person: bob, ...place })).rejects.toThrow('by itself');
    bot.replyWith(cardAnswer(plainCard('For Bob')));
    await double.refresh({ person: bob, ...place, manual: true });
    expect(bot.received[1]?.activity).toMatchObject({ value: { trigger: 'manual' } });
  });

  it('leaves the card as it was where the bot has no answer', async () => {
    const { bot, double, client } = await startPair();
    const place = await postCard(client, requestCard([double.mri(ada)]));
    bot.replyWith(json({}, 500));
    expect(await double.refresh({ person: ada, ...place })).toMatchObject({ ok: false });
    expect(double.shown(ada, deploys, place.message)).toEqual(requestCard([double.mri(ada)]));
    expect(double.notices(ada)).toEqual([]);
  });

  it('shows nothing of a card that was edited before the answer came', async () => {
    const { bot, double, client } = await startPair();
    const place = await postCard(client, requestCard([double.mri(ada)]));
    const edit = cardMessage(plainCard('Decided'));
    bot.replyWith((asked, response) => {
      const edited = client.update(place.conversation, place.message, edit);
      void edited.then(() => cardAnswer(plainCard('For Ada'))(asked, response));
    });
    await double.refresh({ person: ada, ...place });
    expect(double.shown(ada, deploys, place.message)).toEqual(plainCard('Decided'));
  });

  it('happens on opening a channel, for copies older than a minute', async () => {
    let now = Date.now();
    const { bot, double, client } = await startPair({ now: () => now });
    await postCard(client, requestCard([double.mri(ada)]));
    bot.replyWith(cardAnswer(requestCard([double.mri(ada)])));
    const open = async () => (await double.open({ person: ada, conversation: deploys })).length;
    expect(await open()).toBe(1);
    now += 59_000;
    expect(await open()).toBe(0);
    now += 2000;
    expect(await open()).toBe(1);
    expect(await double.open({ person: bob, conversation: deploys })).toEqual([]);
  });

  it('follows every post and edit for everybody listed, where that is switched on', async () => {
    const { bot, double, client } = await startPair({ autoRefresh: true });
    bot.replyWith(cardAnswer(plainCard('Yours')));
    const card = requestCard([double.mri(ada), double.mri(bob)]);
    const place = await postCard(client, card);
    const seenBy = (person: string) => double.shown(person, deploys, place.message);
    await double.until(() => [ada, bob].every((one) => seenBy(one)?.['actions'] === undefined));
    await client.update(place.conversation, place.message, cardMessage(card));
    await double.until(() => bot.received.length === 4);
    expect(bot.received.map(({ activity }) => activity['value'])).toEqual(
      Array.from({ length: 4 }, () => expect.objectContaining({ trigger: 'automatic' })),
    );
  });
});
