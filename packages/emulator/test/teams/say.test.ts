import { describe, expect, it } from 'vitest';
import { ada, appId, bob, deploys, elsewhere, ops, startPair, tenantId } from './support/bot.ts';

describe('what a person writes', () => {
  it('in a channel reaches the bot that it mentions', async () => {
    const { bot, double } = await startPair();
    const { message, delivery } = await double.say({
      person: ada,
      conversation: deploys,
      text: 'list <b>',
    });
    expect(delivery).toMatchObject({ ok: true });
    expect(bot.received[0]?.activity).toMatchObject({
      type: 'message',
      id: message.id,
      text: '<at>Countersign</at> list <b>',
      textFormat: 'plain',
      entities: [
        {
          type: 'mention',
          mentioned: { id: `28:${appId}`, name: 'Countersign' },
          text: '<at>Countersign</at>',
        },
        { type: 'clientInfo' },
      ],
      conversation: { id: `${deploys};messageid=${message.id}`, conversationType: 'channel' },
    });
    expect(double.messages(deploys)).toMatchObject([{ via: 'person', from: { aadObjectId: ada } }]);
  });

  it('without a mention reaches nobody but people', async () => {
    const { bot, double } = await startPair();
    const said = { person: ada, conversation: deploys, text: 'lunch?', mention: false };
    expect((await double.say(said)).delivery).toBeUndefined();
    expect(bot.received).toEqual([]);
    expect(double.messages(deploys)).toHaveLength(1);
  });

  it('in a thread stays there', async () => {
    const { bot, double, client } = await startPair();
    const { body } = await client.start(deploys);
    await double.say({ person: ada, conversation: String(body['id']), text: 'why' });
    expect(bot.received[0]?.activity).toMatchObject({ conversation: { id: body['id'] } });
    expect(double.thread(deploys, String(body['activityId']))).toHaveLength(2);
  });

  it('to the bot alone needs no mention', async () => {
    const { bot, double } = await startPair();
    await double.say({ person: ada, text: 'list' });
    expect(bot.received[0]?.activity).toMatchObject({
      text: 'list',
      conversation: { conversationType: 'personal', tenantId, id: double.chat(ada) },
      channelData: { tenant: { id: tenantId } },
    });
    expect(bot.received[0]?.activity['channelData']).not.toHaveProperty('channel');
  });

  it('does not reach a bot that is not there', async () => {
    const { double } = await startPair();
    const there = { person: ada, conversation: elsewhere, text: 'list' };
    await expect(double.say(there)).rejects.toThrow('not part of the conversation');
  });
});

describe('adding and removing the app', () => {
  it('is told by two activities, in a team', async () => {
    const { bot, double, client } = await startPair();
    await double.uninstall({ person: ada, channel: ops });
    const [left, removed] = bot.received.map(({ activity }) => activity);
    expect(left).toMatchObject({
      type: 'conversationUpdate',
      membersRemoved: [{ id: `28:${appId}` }],
      channelData: { eventType: 'teamMemberRemoved', team: { id: ops } },
    });
    expect(removed).toMatchObject({ type: 'installationUpdate', action: 'remove' });
    expect((await client.start(deploys)).status).toBe(403);
    bot.received.splice(0);
    await double.install({ person: ada, channel: deploys });
    const [joined, added] = bot.received.map(({ activity }) => activity);
    expect(joined).toMatchObject({ membersAdded: [{ id: `28:${appId}` }] });
    expect(added).toMatchObject({
      type: 'installationUpdate',
      action: 'add',
      from: { aadObjectId: ada },
      conversation: { id: deploys, isGroup: true, conversationType: 'channel', tenantId },
      channelData: {
        settings: { selectedChannel: { id: deploys } },
        team: { id: ops, aadGroupId: expect.any(String) },
        tenant: { id: tenantId },
      },
    });
    expect((await client.start(deploys)).status).toBe(201);
  });

  it('is told by two activities, in a person’s own scope', async () => {
    const { bot, double } = await startPair();
    await double.install({ person: bob });
    expect(bot.received.map(({ activity }) => activity['type'])).toEqual([
      'conversationUpdate',
      'installationUpdate',
    ]);
    expect(bot.received[1]?.activity).toMatchObject({
      conversation: { conversationType: 'personal', id: double.chat(bob) },
    });
    expect(double.directory.people.get(bob)?.installed).toBe(true);
  });

  it('is one of many events, each of which can be sent', async () => {
    const { bot, double } = await startPair();
    const activity = {
      type: 'conversationUpdate',
      channelData: { eventType: 'channelDeleted', team: { id: ops }, channel: { id: deploys } },
    };
    expect(await double.send({ person: ada, conversation: ops, activity })).toMatchObject({
      ok: true,
    });
    expect(bot.received[0]?.activity).toMatchObject(activity);
  });
});
