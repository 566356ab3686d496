import { requestView } from '@countersign/core/wire/request-view';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { delegate } from '../../src/app/delegations.ts';
import { anApi, type Api } from '../support/api.ts';
import { deployPayments } from '../support/world.ts';

let api: Api;
beforeEach(async () => {
  api = await anApi();
  api.world.human('ADA', ['releasers'], { name: 'Ada' });
  api.world.human('GRACE', ['releasers', 'security'], { name: 'Grace' });
  api.world.human('EMMY', ['security'], { name: 'Emmy' });
  api.world.human('OLGA', ['releasers', 'security'], { name: 'Olga' });
});
afterEach(() => api.close());

const account = (user: string) => ({ platform: 'slack', team: 'T1', user }) as const;

async function ask(resource: string): Promise<string> {
  const { body } = await api.call('POST', '/v1/requests', {
    body: { ...deployPayments, resource },
  });
  await api.world.deliverAll();
  return body.id;
}

async function approve(id: string, user: string): Promise<void> {
  const card = (await api.world.store.requests.get(id))?.cards[0];
  if (!card) throw new Error('There is no card.');
  const result = await castVote(api.world.ctx, api.world.click(card, user));
  if (!result?.ok) throw new Error('The vote was refused.');
}

async function stagesOf(id: string, query = '?include=people') {
  const { body } = await api.call('GET', `/v1/requests/${id}${query}`);
  return requestView.parse(body).stages.map(({ quorums }) => quorums.map(({ people }) => people));
}

it('names who may still give what the open stage is missing, and nobody behind the request', async () => {
  const id = await ask('vault');
  expect(await stagesOf(id)).toEqual([[{ names: ['Ada', 'Grace'], more: 0 }], [undefined]]);
  await approve(id, 'ADA');
  expect(await stagesOf(id)).toEqual([[undefined], [{ names: ['Emmy', 'Grace'], more: 0 }]]);
  await approve(id, 'EMMY');
  expect(await stagesOf(id)).toEqual([[undefined], [{ names: ['Grace'], more: 0 }]]);
  await approve(id, 'GRACE');
  expect(await stagesOf(id)).toEqual([[undefined], [undefined]]);
});

it('names who stands in for somebody, and for whom', async () => {
  const id = await ask('vault');
  api.world.human('KIM', [], { name: 'Kim' });
  await delegate(api.world.ctx, {
    account: account('ADA'),
    standIn: account('KIM'),
    until: '2026-11-24',
    act: undefined,
  });
  expect(await stagesOf(id)).toEqual([
    [{ names: ['Ada', 'Grace', 'Kim (for Ada)'], more: 0 }],
    [undefined],
  ]);
});

it('counts those whom it does not name', async () => {
  for (let at = 10; at < 40; at += 1) api.world.human(`U${at}`, ['releasers'], { name: `N${at}` });
  const [[people]] = (await stagesOf(await ask('api'))) as [[{ names: string[]; more: number }]];
  expect(people.names).toHaveLength(20);
  expect(people.more).toBe(12);
});

it('says no more of people than their names', async () => {
  const id = await ask('api');
  const { body } = await api.call('GET', `/v1/requests/${id}?include=people`);
  expect(Object.keys(body.stages[0].quorums[0].people)).toEqual(['names', 'more']);
  expect(body.stages[0].quorums[0].people.names).toEqual(['Ada', 'Grace']);
});

it('looks nobody up for whom it was not asked', async () => {
  const id = await ask('vault');
  const looked = vi.spyOn(api.world.ctx.people, 'members');
  expect(await stagesOf(id, '')).toEqual([[undefined], [undefined]]);
  await api.call('GET', `/v1/requests/${id}`, { headers: { prefer: 'wait=1' } });
  expect(looked).not.toHaveBeenCalled();
});

it('refuses to include what it does not know', async () => {
  const { status } = await api.call('GET', `/v1/requests/${await ask('api')}?include=salaries`);
  expect(status).toBe(422);
});
