import type { TeamsFault } from '@countersign/emulator';
import { expect, it } from 'vitest';
import { ADA, aTeamsDesk, buttonsOf, textOf } from './desk.ts';

const faults: [string, TeamsFault][] = [
  [
    'does not say who somebody is',
    { operation: 'graph.getUser', with: { kind: 'http', status: 503 } },
  ],
  ['breaks off', { operation: 'graph.getUser', with: { kind: 'lost' } }],
  [
    'does not say what groups they are in',
    { operation: 'graph.checkMemberGroups', with: { kind: 'http', status: 503 } },
  ],
  [
    'lets us look at nothing',
    { operation: 'graph.checkMemberGroups', with: { kind: 'http', status: 403 } },
  ],
  [
    'asks us to ask less',
    { operation: 'graph.checkMemberGroups', with: { kind: 'http', status: 429 } },
  ],
];

it.each(faults)('while Graph %s nobody decides, and a second click does', async (_, fault) => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  desk.double.fail({ ...fault, times: 9 });
  const refused = await desk.press(id, ADA);
  expect(await desk.statusOf(id)).toBe('pending');
  expect(await desk.refusalsOf(id)).toEqual(['lookup_failed']);
  const { value } = refused.body as { value: unknown };
  expect(textOf(value)).toContain('Try again in a moment');
  expect(buttonsOf(value)).toContain('Approve');

  desk.double.clearFaults();
  await desk.press(id, ADA);
  expect(await desk.statusOf(id)).toBe('approved');
});

it('a view that is refreshed meanwhile keeps its buttons', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  const { channel, message } = await desk.cardOf(id);
  desk.double.fail({ operation: 'graph.getUser', times: 9, with: { kind: 'http', status: 503 } });
  await desk.double.refresh({ person: ADA, conversation: channel, message });
  expect(buttonsOf(await desk.shown(id, ADA))).toContain('Approve');
});

it('without the permission to read users nobody decides', async () => {
  const desk = await aTeamsDesk({ graphRoles: ['GroupMember.Read.All'] });
  const id = await desk.asked();
  await desk.press(id, ADA);
  expect(await desk.refusalsOf(id)).toEqual(['lookup_failed']);
});

it('a group whose members are hidden from us holds nobody', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  for (const group of desk.double.directory.groups.values()) group.hiddenMembership = true;
  await desk.press(id, ADA);
  expect(await desk.refusalsOf(id)).toEqual(['not_eligible']);
});
