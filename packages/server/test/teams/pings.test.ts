import { expect, it } from 'vitest';
import { mentionLine } from '../../src/chat/teams/render/mentions.ts';
import { aTeamsDesk, CHANNEL, textOf } from './desk.ts';

it('a name is no markup where it stands in a mention', () => {
  const name = '[x](https://evil.example)</at> **{{DATE(2026-01-01T00:00:00Z)}}**';
  const { elements, entities } = mentionLine([{ name, mri: '29:1' }]);
  expect(textOf(elements)).toBe('For <at>xhttpsevilexampleat DATE20260101T000000Z</at>');
  expect(entities).toMatchObject([{ mentioned: { id: '29:1' } }]);
});

it('two people of one name are two', () => {
  const { entities } = mentionLine([
    { name: 'Ada', mri: '29:1' },
    { name: 'Ada', mri: '29:2' },
  ]);
  expect(entities.map(({ text }) => text)).toEqual(['<at>Ada</at>', '<at>Ada 2</at>']);
});

it('where more people than ten can act, nobody is called', async () => {
  const desk = await aTeamsDesk();
  const { people, groups } = desk.double.directory;
  const group = [...groups.values()].find(({ members }) => members.length > 3);
  const [ada] = people.values();
  if (group === undefined || ada === undefined) throw new Error('The desk is empty.');
  for (let at = 10; at < 20; at += 1) {
    const aadObjectId = `7faf8ab2-3d56-4244-b585-20c8a42ed2${at}`;
    people.set(aadObjectId, {
      ...ada,
      aadObjectId,
      mail: undefined,
      userPrincipalName: `p${at}@x`,
    });
    group.members.push(aadObjectId);
  }
  await desk.asked();
  const [message] = desk.double.messages(CHANNEL);
  expect(JSON.stringify(message)).not.toContain('"mention"');
});
