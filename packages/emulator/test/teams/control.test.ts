import { describe, expect, it, onTestFinished } from 'vitest';
import { connectTeamsDouble, type TeamsStreamEvent } from '../../src/index.ts';
import {
  ada,
  bob,
  cardAnswer,
  deploys,
  ops,
  plainCard,
  postCard,
  requestCard,
  startPair,
  wordsAnswer,
} from './support/bot.ts';

async function start() {
  const pair = await startPair({ control: true });
  return { ...pair, remote: connectTeamsDouble(pair.double.url) };
}

describe('another process', () => {
  it('clicks, and hears how the bot took it', async () => {
    const { bot, client, remote } = await start();
    const place = await postCard(client);
    bot.replyWith(wordsAnswer('Noted.'));
    const delivery = await remote.click({ ...place, person: ada, verb: 'approve' });
    expect(delivery).toMatchObject({ ok: true, status: 200, id: '1' });
    expect(delivery).not.toHaveProperty('activity');
    await remote.redeliver(delivery);
    expect(bot.received[1]?.body).toBe(bot.received[0]?.body);
    await remote.redeliver(delivery, { newId: true });
    expect(bot.received[2]?.activity['id']).not.toBe(bot.received[0]?.activity['id']);
    expect(await remote.notices(ada)).toMatchObject([{ text: 'Noted.' }]);
  });

  it('is told in a sentence what a person could not do, and which field it got wrong', async () => {
    const { client, remote } = await start();
    const place = await postCard(client);
    await expect(remote.click({ ...place, person: ada, verb: 'explode' })).rejects.toThrow(
      'Ada Lovelace sees no such button there.',
    );
    const wrong = { ...place, person: ada, verbs: 'approve' };
    await expect(remote.click(wrong)).rejects.toThrow(/verbs/);
  });

  it('writes, opens, installs and forges', async () => {
    const { bot, double, client, remote } = await start();
    const place = await postCard(client, requestCard([double.mri(ada)]));
    bot.replyWith(cardAnswer(plainCard('Yours')));
    expect(await remote.open({ person: ada, conversation: deploys })).toHaveLength(1);
    expect(await remote.shown(ada, deploys, place.message)).toEqual(plainCard('Yours'));
    const forge = { claims: { iss: 'https://evil.example' } };
    expect(await remote.say({ person: ada, text: 'list', forge })).toMatchObject({
      delivery: { status: 200 },
    });
    expect(await remote.uninstall({ person: ada, channel: ops })).toHaveLength(2);
    expect(await remote.install({ person: ada, channel: ops })).toHaveLength(2);
    expect(await remote.messages(await remote.chat(ada))).toMatchObject([{ text: 'list' }]);
  });

  it('reads messages, calls and the directory', async () => {
    const { double, client, remote } = await start();
    const { message } = await postCard(client);
    expect(await remote.message(deploys, message)).toMatchObject({ id: message });
    expect(await remote.message(deploys, '1')).toBeNull();
    expect(await remote.thread(deploys, message)).toHaveLength(1);
    expect(await remote.dialog(ada)).toBeNull();
    expect(await remote.mri(ada)).toBe(double.mri(ada));
    expect(await remote.calls('createConversation')).toMatchObject([{ status: 201 }]);
    expect((await remote.directory()).people).toHaveLength(5);
  });

  it('plans faults and changes settings', async () => {
    const { double, client, remote } = await start();
    await remote.fail({ operation: '*', with: { kind: 'http', status: 502 } });
    expect((await client.start(deploys)).status).toBe(502);
    await remote.fail({ operation: 'createConversation', with: { kind: 'hang' } });
    await remote.clearFaults();
    await remote.seed({ people: [{ aadObjectId: 'nina', name: 'Nina New' }] });
    expect(double.directory.people.get('nina')).toMatchObject({ userType: 'Member' });
    await remote.setPace(false);
    for (let i = 0; i < 9; i += 1) expect((await client.start(deploys)).status).toBe(201);
    await remote.rotateKeys({ dropEarlier: true });
    await remote.setDisabledByAdmin(true);
    expect((await client.start(deploys)).status).toBe(403);
    await remote.revokeTokens();
    expect((await client.start(deploys)).status).toBe(401);
  });

  it('hears of each message as it is posted, edited and deleted', async () => {
    const { client, remote } = await start();
    const heard: TeamsStreamEvent[] = [];
    const end = await remote.watch((event) => {
      if (event.kind === 'message') heard.push(event);
    });
    onTestFinished(end);
    const { conversation, message } = await postCard(client);
    await client.update(conversation, message, { type: 'message', text: 'Settled.' });
    await client.remove(conversation, message);
    await remote.until(() => heard.length === 3);
    expect(heard).toMatchObject([
      { id: message, message: { conversation: deploys } },
      { id: message, message: { text: 'Settled.' } },
      { id: message },
    ]);
    expect(heard[2]).not.toHaveProperty('message');
  });

  it('needs control, and is no browser', async () => {
    const { double } = await startPair();
    await expect(connectTeamsDouble(double.url).notices(bob)).rejects.toThrow('Not Found');
    const controlled = (await start()).double;
    const origin = 'http://127.0.0.1';
    const response = await fetch(`${controlled.url}/double/directory`, { headers: { origin } });
    expect(response.status).toBe(403);
  });
});
