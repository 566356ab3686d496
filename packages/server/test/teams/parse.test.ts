import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readActivity } from '../../src/chat/teams/activity.ts';
import { parseActivity } from '../../src/chat/teams/parse.ts';
import { ADA, CHANNEL, TENANT } from './desk.ts';

const base = {
  type: 'message',
  id: '1',
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/amer/',
  from: { id: '29:1abc', aadObjectId: ADA.toUpperCase(), name: 'Ada' },
  recipient: { id: '28:bot' },
  conversation: { id: `${CHANNEL};messageid=7`, conversationType: 'channel', tenantId: TENANT },
  channelData: { tenant: { id: TENANT }, team: { id: CHANNEL } },
};

function parsed(more: object) {
  const activity = readActivity(Buffer.from(JSON.stringify({ ...base, ...more })));
  if (activity === null) throw new Error('This is no activity.');
  return parseActivity(activity);
}

const data = {
  countersign: { verb: 'approve', card: 'c', control: 'k', stage: 0 },
  reason: ' no ',
  read: 'true',
};

it('a click says who, where, and what: nothing else of it is kept', () => {
  const value = { action: { type: 'Action.Execute', verb: 'reject', data }, trigger: 'manual' };
  expect(parsed({ type: 'invoke', name: 'adaptiveCard/action', replyToId: '7', value })).toEqual({
    type: 'card_action',
    by: 'execute',
    verb: 'approve',
    card: 'c',
    control: 'k',
    stage: 0,
    reason: 'no',
    read: true,
    person: { account: { platform: 'teams', team: TENANT, user: ADA }, mri: '29:1abc' },
    place: {
      channel: CHANNEL,
      isPersonal: false,
      message: '7',
      conversation: `${CHANNEL};messageid=7`,
      serviceUrl: base.serviceUrl,
      tenant: TENANT,
    },
    activity: `${CHANNEL};messageid=7 1`,
  });
});

it.each([
  ['<at>Countersign</at> list', 'list'],
  ['<at id="0">Countersign</at>&nbsp;approve req_1\n', 'approve req_1'],
  ['  show\u00a0req_1 ', 'show req_1'],
  ['a<b>c', 'a<b>c'],
])('%j is the command %j', (text, command) => {
  expect(parsed({ text })).toMatchObject({ type: 'command', text: command });
});

it.each([
  ['our coming', { type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] }, 'installed'],
  ['our going', { type: 'conversationUpdate', membersRemoved: [{ id: '28:bot' }] }, 'removed'],
  [
    'somebody else’s coming',
    { type: 'conversationUpdate', membersAdded: [{ id: '29:x' }] },
    'channel_changed',
  ],
  ['an update of the app', { type: 'installationUpdate', action: 'add-upgrade' }, 'installed'],
  ['its removal', { type: 'installationUpdate', action: 'remove' }, 'removed'],
  ['a reaction', { type: 'messageReaction' }, 'ignored'],
  ['typing', { type: 'typing' }, 'ignored'],
  ['another app’s button', { value: { other: true } }, 'ignored'],
])('%s', (_, more, type) => {
  expect(parsed(more)).toMatchObject({ type });
});

it('whatever is in an activity, it is understood or ignored', () => {
  const key = fc.constantFrom(
    ...Object.keys(base),
    'value',
    'name',
    'text',
    'replyToId',
    'action',
    'membersAdded',
  );
  fc.assert(
    fc.property(fc.dictionary(key, fc.jsonValue()), (more) => {
      const activity = readActivity(Buffer.from(JSON.stringify({ ...base, ...more })));
      const input = activity === null ? { type: 'refused' } : parseActivity(activity);
      expect(input).toHaveProperty('type');
    }),
  );
});

it('no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(() => readActivity(bytes)).not.toThrow();
    }),
  );
});
