import { expect, it } from 'vitest';
import type { TeamsDouble } from '../../src/index.ts';
import { bob, clientOf, deploys, message, startDouble, tenantId } from './support/bot.ts';

async function open(double: TeamsDouble, more: object = {}) {
  const body = { isGroup: false, members: [{ id: bob }], tenantId, ...more };
  const client = await clientOf(double);
  return client.call('POST', `${double.serviceUrl}v3/conversations`, body);
}

it('opens the one chat of a person and the bot, by their object id', async () => {
  const double = await startDouble();
  const opened = await open(double);
  expect(opened).toMatchObject({ status: 201, body: { id: double.chat(bob) } });
  expect((await open(double)).body).toEqual(opened.body);
  const sent = await (await clientOf(double)).post(double.chat(bob), message('only for Bob'));
  expect(sent).toMatchObject({ status: 201, body: { id: expect.stringMatching(/^\d{13}$/) } });
  expect(double.messages(double.chat(bob)).map(({ text }) => text)).toEqual(['only for Bob']);
  expect(double.messages(deploys)).toEqual([]);
});

it.each([
  ['of a group', { isGroup: true }],
  ['of no tenant', { tenantId: undefined }],
  ['of nobody', { members: [] }],
])('opens no chat %s', async (_, more) => {
  expect(await open(await startDouble(), more)).toMatchObject({ status: 400 });
});

it('opens none with somebody who has blocked the bot', async () => {
  const double = await startDouble();
  const person = double.directory.people.get(bob);
  if (person) person.blocked = true;
  expect(await open(double)).toMatchObject({ status: 403 });
});
