import { expect, it } from 'vitest';
import type { Person } from '@countersign/core/people';
import type { Ping } from '../../src/ports/chat.ts';
import { mentionsOf } from '../../src/chat/slack/render/mentions.ts';

const person = (id: string): Person => ({ id, name: id });
const accounts = new Map([
  ['ada', ['U0ADA', 'W0ADA']],
  ['grace', ['U0GRACE']],
  ['lise', []],
]);
const accountsOf = ({ id }: Person) => accounts.get(id) ?? [`U0${id.toUpperCase()}`];

function ping(people: string[], more: { groups?: string[]; listed?: string[]; all?: boolean }) {
  const { groups = ['S0RELEASE'], listed = [], all = true } = more;
  const group = { name: 'releasers', people: listed, slackUserGroups: groups };
  return [{ group, people: people.map(person), all }] satisfies Ping;
}

it('a user group all of which can act is mentioned as one', () => {
  expect(mentionsOf(ping(['ada', 'grace'], {}), accountsOf)).toEqual([
    { type: 'usergroup', usergroup_id: 'S0RELEASE' },
  ]);
});

it('people whom the policy lists are mentioned beside it, by one account each', () => {
  expect(mentionsOf(ping(['ada', 'grace'], { listed: ['ada'] }), accountsOf)).toEqual([
    { type: 'usergroup', usergroup_id: 'S0RELEASE' },
    { type: 'user', user_id: 'U0ADA' },
  ]);
});

it('where somebody in a group can not act, those who can are mentioned by name', () => {
  expect(mentionsOf(ping(['ada', 'lise'], { all: false }), accountsOf)).toEqual([
    { type: 'user', user_id: 'U0ADA' },
  ]);
});

it('nobody is mentioned twice, and ten at most', () => {
  const twice = [...ping(['ada'], { all: false }), ...ping(['ada'], { all: false })];
  expect(mentionsOf(twice, accountsOf)).toHaveLength(1);
  const many = Array.from({ length: 40 }, (_, at) => `p${at}`);
  expect(mentionsOf(ping(many, { all: false }), accountsOf)).toHaveLength(10);
});
