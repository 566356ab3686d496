import { describe, expect, it } from 'vitest';
import {
  ada,
  appId,
  bob,
  cardMessage,
  clientOf,
  deploys,
  elsewhere,
  message,
  ops,
  plainCard,
  secrets,
  shared,
  startDouble,
  startPair,
  tenantId,
} from './support/bot.ts';

describe('the connector', () => {
  it('starts a thread in a channel, and says where it is', async () => {
    const { double, client } = await startPair();
    const { status, body } = await client.start(deploys, cardMessage(plainCard('Deploy?')));
    expect(status).toBe(201);
    expect(body).toEqual({
      id: `${deploys};messageid=${String(body['activityId'])}`,
      activityId: expect.stringMatching(/^\d{13}$/),
    });
    expect(double.messages(deploys)).toMatchObject([
      {
        id: body['activityId'],
        thread: body['activityId'],
        via: 'bot',
        from: { id: `28:${appId}` },
      },
    ]);
  });

  it('replies in the thread, by its conversation or to its first message', async () => {
    const { double, client } = await startPair();
    const { body } = await client.start(deploys);
    const [id, first] = [String(body['id']), String(body['activityId'])];
    expect(await client.post(id, message('one'))).toMatchObject({ status: 201 });
    expect(await client.reply(deploys, first, message('two'))).toMatchObject({ status: 201 });
    expect(double.thread(deploys, first).map(({ text }) => text)).toEqual(['hello', 'one', 'two']);
  });

  it('edits and deletes the bot’s own messages, and keeps what they said', async () => {
    const { double, client } = await startPair();
    const { body } = await client.start(deploys);
    const [id, first] = [String(body['id']), String(body['activityId'])];
    const edit = await client.update(id, first, message('settled'));
    expect(edit).toMatchObject({ status: 200, body: { id: first } });
    expect(double.message(deploys, first)).toMatchObject({
      text: 'settled',
      edited: expect.any(Number),
      revisions: [{ text: 'hello' }],
    });
    expect(await client.remove(id, first)).toMatchObject({ status: 200, body: {} });
    expect(double.message(deploys, first)).toBeUndefined();
    expect(double.messages(deploys)).toMatchObject([{ id: first, deleted: true }]);
    expect(await client.update(id, first, message('again'))).toMatchObject({
      status: 404,
      body: { error: { code: 'ActivityNotFoundInConversation' } },
    });
  });

  it('does not let the bot change what people wrote', async () => {
    const { double, client } = await startPair();
    const said = await double.say({ person: ada, conversation: deploys, text: 'list' });
    const change = await client.update(deploys, said.message.id, message('no'));
    expect(change).toMatchObject({
      status: 403,
      body: { error: { code: 'NotEnoughPermissions' } },
    });
  });

  it('opens a chat with one person', async () => {
    const { double, client } = await startPair();
    const { status, body } = await client.chat(ada);
    expect({ status, body }).toEqual({ status: 201, body: { id: double.chat(ada) } });
    await client.post(double.chat(ada), message('psst'));
    expect(double.messages(double.chat(ada))).toMatchObject([{ text: 'psst' }]);
  });

  it('shows a targeted message to its recipient alone', async () => {
    const { double, client } = await startPair();
    const url = `${double.serviceUrl}v3/conversations/${deploys}/activities?isTargetedActivity=true`;
    const activity = { ...message('Only you'), recipient: { id: double.mri(ada) } };
    expect(await client.call('POST', url, activity)).toMatchObject({ status: 201 });
    expect(double.messages(deploys)).toMatchObject([{ onlyFor: ada }]);
    expect(await client.call('POST', url, message('Whom?'))).toMatchObject({ status: 400 });
  });

  it.each([
    ['an unknown channel', '19:nowhere@thread.tacv2', 404, 'ConversationNotFound'],
    ['no channel at all', 'deploys', 400, 'BadSyntax'],
    ['a team without the app', elsewhere, 403, 'BotNotInConversationRoster'],
    ['a shared channel without the app', shared, 403, 'BotNotInConversationRoster'],
  ])('refuses %s', async (_what, channel, status, code) => {
    const { client } = await startPair();
    for (const answer of [await client.start(channel), await client.post(channel, message('x'))]) {
      expect(answer).toMatchObject({ status, body: { error: { code } } });
    }
  });

  it('lets the app into private channels to which it was added', async () => {
    const { client } = await startPair();
    expect(await client.start(secrets)).toMatchObject({ status: 201 });
  });

  it('refuses blocked, disabled and uninstalled bots, each with its code', async () => {
    const { double, client } = await startPair();
    const chat = double.chat(ada);
    const person = double.directory.people.get(ada);
    const codeOf = async () => {
      const { status, body } = await client.post(chat, message('x'));
      return status === 403 ? (body['error'] as { code: string }).code : status;
    };
    expect(await codeOf()).toBe(201);
    if (person) person.blocked = true;
    expect(await codeOf()).toBe('ConversationBlockedByUser');
    if (person) Object.assign(person, { blocked: false, installed: false });
    expect(await codeOf()).toBe(201);
    double.directory.teams.get(ops)?.members.splice(0);
    double.directory.channels.get(secrets)?.members.splice(0);
    expect(await codeOf()).toBe('ForbiddenOperationException');
    double.setDisabledByAdmin(true);
    expect(await codeOf()).toBe('BotDisabledByAdmin');
  });

  it.each([
    ['no text and no card', { type: 'message' }, 'BadSyntax'],
    ['an unknown type', { type: 'poem', text: 'x' }, 'BadArgument'],
    ['an unknown attachment', { attachments: [{ contentType: 'x/y' }] }, 'BadArgument'],
    ['a card that can’t be drawn', cardMessage({ type: 'AdaptiveCard' }), 'BadArgument'],
  ])('refuses %s', async (_what, activity, code) => {
    const { client } = await startPair();
    const answer = await client.post(deploys, activity);
    expect(answer).toMatchObject({ status: 400, body: { error: { code } } });
  });

  it('refuses more than 100 KB of UTF-16', async () => {
    const { client } = await startPair();
    expect(await client.post(deploys, message('x'.repeat(51_000)))).toMatchObject({ status: 201 });
    expect(await client.post(deploys, message('x'.repeat(51_200)))).toMatchObject({
      status: 413,
      body: { error: { code: 'MessageSizeTooBig' } },
    });
  });

  it('accepts a live token for the connector only', async () => {
    let now = Date.now();
    const double = await startDouble({ now: () => now });
    const client = await clientOf(double);
    const other = await clientOf(double, 'https://graph.microsoft.com');
    const denied = { status: 401, body: { message: expect.stringContaining('denied') } };
    expect(await other.post(deploys, message('x'))).toMatchObject(denied);
    expect((await fetch(`${double.serviceUrl}v3/teams/${ops}`)).status).toBe(401);
    expect(await client.post(deploys, message('x'))).toMatchObject({ status: 201 });
    now += 3_600_000;
    expect(await client.post(deploys, message('x'))).toMatchObject(denied);
    const fresh = await clientOf(double);
    double.revokeTokens();
    expect(await fresh.post(deploys, message('x'))).toMatchObject(denied);
  });
});

describe('the roster', () => {
  it('tells who is in a channel, each by either id', async () => {
    const { double, client } = await startPair();
    const { body } = await client.members(deploys);
    expect(body).toHaveLength(4);
    for (const id of [ada, double.mri(ada)]) {
      expect(await client.members(deploys, `members/${encodeURIComponent(id)}`)).toMatchObject({
        status: 200,
        body: {
          id: double.mri(ada),
          aadObjectId: ada,
          name: 'Ada Lovelace',
          givenName: 'Ada',
          surname: 'Lovelace',
          email: 'ada@example.com',
          tenantId,
          userRole: 'user',
        },
      });
    }
  });

  it('knows nobody who is not in it', async () => {
    const { client } = await startPair();
    expect(await client.members(secrets, `members/${bob}`)).toMatchObject({
      status: 404,
      body: { error: { code: 'MemberNotFoundInConversation' } },
    });
  });

  it('comes in pages of 50 at least', async () => {
    const { double, client } = await startPair();
    const ids = Array.from({ length: 60 }, (_, index) => `person-${index}`);
    double.seed({
      people: ids.map((aadObjectId) => ({ aadObjectId })),
      channels: [{ id: secrets, team: ops, membershipType: 'private', members: ids }],
    });
    const first = await client.members(secrets, 'pagedmembers?pageSize=1');
    expect(first.body['members']).toHaveLength(50);
    const next = String(first.body['continuationToken']);
    const last = await client.members(secrets, `pagedMembers?continuationToken=${next}`);
    expect(last.body['members']).toHaveLength(10);
    expect(last.body).not.toHaveProperty('continuationToken');
  });

  it('of channels leaves out the private ones', async () => {
    const { client } = await startPair();
    expect((await client.get(`teams/${ops}/conversations`)).body).toEqual({
      conversations: [
        { id: ops, type: 'standard' },
        { id: deploys, name: 'Deploys', type: 'standard' },
      ],
    });
    expect((await client.get(`teams/${ops}`)).body).toMatchObject({ name: 'Operations', tenantId });
    expect((await client.get(`teams/${elsewhere}`)).status).toBe(403);
  });
});

it('remembers as many messages of each conversation as it is told', async () => {
  const { double, client } = await startPair({ keepMessages: 2 });
  for (const channel of [deploys, deploys, ops, deploys]) await client.start(channel);
  expect([deploys, ops].map((channel) => double.messages(channel).length)).toEqual([2, 1]);
});
