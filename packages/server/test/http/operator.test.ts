import { parseEntry } from '@countersign/core/log/entry';
import { deadDeliveryPage } from '@countersign/core/wire/delivery-view';
import { requestPage } from '@countersign/core/wire/request-view';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatFailure } from '../../src/ports/chat.ts';
import { anApi, type Api } from '../support/api.ts';
import { deployPayments } from '../support/world.ts';

let api: Api;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => api.close());

const DEAD = '/v1/operator/deliveries/dead';
const asOperator = () => ({ key: api.keys.operator });

async function aDeadPosting(): Promise<string> {
  api.world.chat.fail('post', new ChatFailure('rejected', 'Slack refused the blocks.'));
  const { body } = await api.call('POST', '/v1/requests', { body: deployPayments });
  await api.world.deliverAll();
  return body.id;
}

describe('dead deliveries', () => {
  it('are listed with what they were to do and why they failed', async () => {
    const request = await aDeadPosting();
    const { body } = await api.call('GET', DEAD, asOperator());
    expect(deadDeliveryPage.parse(body).items).toMatchObject([
      { task: 'card.post', request, attempts: 1, error: 'Slack refused the blocks.' },
    ]);
  });

  it('are done when an operator retries them, once, and the log keeps who did it', async () => {
    await aDeadPosting();
    const [dead] = (await api.call('GET', DEAD, asOperator())).body.items;
    const path = `/v1/operator/deliveries/${dead.id}/retry`;
    expect((await api.call('POST', path, asOperator())).status).toBe(202);
    expect(await api.call('POST', path, asOperator())).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
    await api.world.deliverAll();
    expect(api.world.chat.posts).toHaveLength(1);
    expect((await api.call('GET', DEAD, asOperator())).body.items).toEqual([]);
    const entries = (await api.world.store.log.unsealed(100)).map(({ leaf }) => parseEntry(leaf));
    expect(entries.find((entry) => entry.kind === 'delivery.retried')?.body).toMatchObject({
      operator: 'oncall',
    });
  });

  it('are hidden from bots', async () => {
    expect((await api.call('GET', DEAD)).status).toBe(401);
    expect((await api.call('POST', '/v1/operator/deliveries/x/retry')).status).toBe(401);
  });
});

describe('requests of all identities', () => {
  const ALL = '/v1/operator/requests';

  it('are listed for operators, newest first and page by page', async () => {
    const { body: first } = await api.call('POST', '/v1/requests', { body: deployPayments });
    api.world.pass(1_000);
    const other = { ...deployPayments, parameters: { replicas: 3 } };
    const { body: second } = await api.call('POST', '/v1/requests', { body: other });
    const page = await api.call('GET', `${ALL}?limit=1`, asOperator());
    expect(requestPage.parse(page.body)).toMatchObject({ items: [{ id: second.id }] });
    const rest = await api.call('GET', `${ALL}?limit=1&after=${page.body.next}`, asOperator());
    expect(rest.body.items.map(({ id }: { id: string }) => id)).toEqual([first.id]);
    expect(rest.body.next).toBeUndefined();
  });

  it('are for operators only', async () => {
    expect((await api.call('GET', ALL)).status).toBe(401);
  });

  it('are no page after a request that there is not', async () => {
    const { status, body } = await api.call('GET', `${ALL}?after=req_none`, asOperator());
    expect([status, body.code]).toEqual([422, 'invalid']);
  });
});
