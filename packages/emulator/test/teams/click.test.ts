import { describe, expect, it } from 'vitest';
import {
  ada,
  appId,
  bob,
  cardAnswer,
  deploys,
  gone,
  json,
  olga,
  ops,
  plainCard,
  postCard,
  requestCard,
  startPair,
  tenantId,
  wordsAnswer,
} from './support/bot.ts';

async function card() {
  const pair = await startPair();
  const place = await postCard(pair.client);
  const approve = { ...place, person: ada, verb: 'approve' };
  return { ...pair, place, approve };
}

describe('a press of Action.Execute', () => {
  it('arrives as Teams sends it', async () => {
    const { bot, double, place, approve } = await card();
    bot.replyWith(wordsAnswer('Noted.'));
    await double.click({ ...approve, inputs: { reason: 'fine' } });
    expect(bot.received[0]?.activity).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: expect.stringMatching(/^f:/),
      channelId: 'msteams',
      serviceUrl: double.serviceUrl,
      from: { id: double.mri(ada), name: 'Ada Lovelace', aadObjectId: ada },
      recipient: { id: `28:${appId}`, name: 'Countersign' },
      conversation: {
        isGroup: true,
        conversationType: 'channel',
        tenantId,
        id: `${deploys};messageid=${place.message}`,
      },
      channelData: {
        channel: { id: deploys },
        team: { id: ops, name: 'Operations' },
        tenant: { id: tenantId },
      },
      replyToId: place.message,
      value: {
        action: {
          type: 'Action.Execute',
          title: 'Approve',
          verb: 'approve',
          data: { id: 'r1', reason: 'fine' },
        },
        trigger: 'manual',
      },
    });
  });

  it('replaces the card for that person only, until the message is edited for everybody', async () => {
    const { bot, double, client, place, approve } = await card();
    bot.replyWith(cardAnswer(plainCard('You approved.')));
    expect(await double.click(approve)).toMatchObject({ ok: true, status: 200 });
    const seen = (person: string) =>
      JSON.stringify(double.shown(person, place.conversation, place.message));
    expect(seen(ada)).toContain('You approved.');
    expect(seen(bob)).toContain('Deploy api to production');
    await client.update(place.conversation, place.message, {
      type: 'message',
      attachments: [
        { contentType: 'application/vnd.microsoft.card.adaptive', content: plainCard('Settled.') },
      ],
    });
    for (const person of [ada, bob]) expect(seen(person)).toContain('Settled.');
    await expect(double.click(approve)).rejects.toThrow('sees no such button');
  });

  it('can be answered with words for that person', async () => {
    const { bot, double, place, approve } = await card();
    bot.replyWith(wordsAnswer('You asked for this yourself: somebody else must approve it.'));
    expect(await double.click(approve)).toMatchObject({ ok: true });
    expect(double.notices(ada)).toMatchObject([
      { person: ada, message: place.message, text: expect.stringContaining('somebody else') },
    ]);
    expect(double.notices(bob)).toEqual([]);
  });

  it.each([
    ['nothing', json(''), 'empty_response'],
    ['empty words', wordsAnswer(''), 'empty_response'],
    ['no type', json({ statusCode: 200 }), 'invalid_response'],
    ['a card that can’t be drawn', cardAnswer({ type: 'AdaptiveCard' }), 'Invalid Adaptive Card'],
    ['status 500', json({}, 500), 'http_status_500'],
    [
      'an error of its own',
      json({ statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'stale' } }),
      'stale',
    ],
  ])('shows a banner where the bot answers %s', async (_what, reply, error) => {
    const { bot, double, approve } = await card();
    bot.replyWith(reply);
    const delivery = await double.click(approve);
    expect(delivery).toMatchObject({ ok: false, error: expect.stringContaining(error) });
    expect(double.notices(ada)).toHaveLength(1);
  });

  it('is given up where the bot is late or away', async () => {
    const { bot, double, approve } = await card();
    double.setReplyTimeout(50);
    bot.replyWith(() => undefined);
    expect(await double.click(approve)).toMatchObject({ ok: false, timedOut: true, status: 0 });
    double.setMessagingEndpoint('http://127.0.0.1:1/');
    expect(await double.click(approve)).toMatchObject({ ok: false, error: 'connection_failed' });
    expect(double.notices(ada).map(({ text }) => text)).toEqual([
      'Unable to reach app. Please try again.',
      'Unable to reach app. Please try again.',
    ]);
  });

  it.each([
    ['who is not in the channel', olga, 'is not in'],
    ['whose account is disabled', gone, 'disabled'],
    ['whom nobody knows', 'nobody', 'no person'],
  ])('is not possible for somebody %s, unless it is forged', async (_what, person, why) => {
    const { bot, double, approve } = await card();
    await expect(double.click({ ...approve, person })).rejects.toThrow(why);
    expect(bot.received).toEqual([]);
    if (person === 'nobody') return;
    await double.click({ ...approve, person, data: { id: 'guessed' }, force: true });
    expect(bot.received[0]?.activity).toMatchObject({
      from: { aadObjectId: person },
      value: { action: { data: { id: 'guessed' } } },
    });
  });

  it('takes only what the card’s inputs take', async () => {
    const { double, approve } = await card();
    await expect(double.click({ ...approve, inputs: { other: 'x' } })).rejects.toThrow('no input');
    const long = { reason: 'x'.repeat(21) };
    await expect(double.click({ ...approve, inputs: long })).rejects.toThrow('20 characters');
  });

  it('takes along the inputs of its own card and those around it, not of another one', async () => {
    const { bot, double, client } = await startPair();
    const reject = {
      type: 'AdaptiveCard',
      body: [{ type: 'Input.Text', id: 'why', isRequired: true, errorMessage: 'Say why.' }],
      actions: [{ type: 'Action.Execute', title: 'Reject', verb: 'reject', data: {} }],
    };
    const unfold = { type: 'Action.ShowCard', title: 'Reject …', card: reject };
    const card = requestCard();
    const place = await postCard(client, { ...card, actions: [...card.actions, unfold] });
    bot.replyWith(wordsAnswer('Noted.'));
    await double.click({ ...place, person: ada, verb: 'approve' });
    const rejecting = { ...place, person: bob, verb: 'reject' };
    await expect(double.click(rejecting)).rejects.toThrow('Say why.');
    await double.click({ ...rejecting, inputs: { why: 'Too late' } });
    expect(bot.received.map(({ activity }) => activity['value'])).toMatchObject([
      { action: { data: { id: 'r1', reason: '' } } },
      { action: { data: { why: 'Too late', reason: '' } } },
    ]);
    const approved = bot.received[0]?.activity['value'];
    expect(JSON.stringify(approved)).not.toContain('why');
  });

  it('can come twice with the same bytes, and again under a new id', async () => {
    const { bot, double, approve } = await card();
    bot.replyWith(wordsAnswer('Noted.'));
    const first = await double.click(approve);
    await double.redeliver(first);
    await double.redeliver(first, { newId: true });
    const [one, two, three] = bot.received;
    expect(two?.body).toBe(one?.body);
    expect(three?.activity['id']).not.toBe(one?.activity['id']);
    expect(three?.activity['value']).toEqual(one?.activity['value']);
  });

  it('can come from several people at once', async () => {
    const { bot, double, approve } = await card();
    const waiting: (() => void)[] = [];
    bot.replyWith((received, response) => {
      waiting.push(() => wordsAnswer('Noted.')(received, response));
      if (waiting.length === 2) for (const answer of waiting) answer();
    });
    const both = [double.click(approve), double.click({ ...approve, person: bob })];
    expect(await Promise.all(both)).toMatchObject([{ ok: true }, { ok: true }]);
  });
});

describe('a press of Action.Submit', () => {
  it('is what an old client sends in place of Action.Execute: a message without text', async () => {
    const { bot, double, place, approve } = await card();
    expect(await double.click({ ...approve, legacy: true })).toMatchObject({ ok: true });
    const { activity } = bot.received[0] ?? {};
    expect(activity).toMatchObject({
      type: 'message',
      replyToId: place.message,
      value: { verb: 'approve', id: 'r1', reason: '' },
      from: { aadObjectId: ada },
    });
    expect(activity).not.toHaveProperty('text');
  });

  it('opens a dialog where it asks for one, which is then submitted', async () => {
    const { bot, double, place } = await card();
    const dialogCard = {
      ...plainCard('Why?'),
      body: [{ type: 'Input.Text', id: 'why', isRequired: true, errorMessage: 'Say why.' }],
      actions: [{ type: 'Action.Submit', title: 'Send', data: { id: 'r1' } }],
    };
    const contentType = 'application/vnd.microsoft.card.adaptive';
    const value = { title: 'Reject', card: { contentType, content: dialogCard } };
    bot.replyWith(json({ task: { type: 'continue', value } }));
    expect(await double.click({ ...place, person: ada, title: 'Ask' })).toMatchObject({ ok: true });
    expect(bot.received[0]?.activity).toMatchObject({
      type: 'invoke',
      name: 'task/fetch',
      value: { data: { id: 'r1', msteams: { type: 'task/fetch' } }, context: { theme: 'default' } },
    });
    expect(double.dialog(ada)).toMatchObject({ title: 'Reject', card: dialogCard });
    expect(double.dialog(bob)).toBeUndefined();
    await expect(double.submitDialog({ person: ada })).rejects.toThrow('Say why.');
    bot.replyWith(json({ task: { type: 'message', value: 'Rejected.' } }));
    await double.submitDialog({ person: ada, inputs: { why: 'Too late' } });
    expect(bot.received[1]?.activity).toMatchObject({
      name: 'task/submit',
      value: { data: { id: 'r1', why: 'Too late' } },
    });
    expect(double.dialog(ada)).toBeUndefined();
    expect(double.notices(ada)).toMatchObject([{ text: 'Rejected.' }]);
  });
});
