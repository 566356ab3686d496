import { onTestFinished } from 'vitest';
import { anApi } from '../support/api.ts';
import { deployPayments } from '../support/world.ts';

/** The API, with an operator's hand for the register. */
export async function aDesk() {
  const api = await anApi();
  onTestFinished(() => api.close());
  const as = api.keys.operator;
  const register = (method: string, path: string, body?: unknown) =>
    api.call(method, `/v1/identities${path}`, { key: as, ...(body === undefined ? {} : { body }) });
  const ask = (key: string, more: object = {}) =>
    api.call('POST', '/v1/requests', { key, body: { ...deployPayments, ...more } });

  /** An identity of the API, and its first key. */
  async function made(id = 'night-job', more: object = {}) {
    await register('POST', '', { id, name: id, owner: 'olga', ...more });
    const { body } = await register('POST', `/${id}/keys`);
    return body as { key: string; id: string };
  }

  /** Somebody's approval of what was asked. */
  async function approved(request: string) {
    api.world.human('U0ADA', ['releasers']);
    await api.world.deliverAll();
    const { ctx, store, click } = api.world;
    const [card] = (await store.requests.get(request))?.cards ?? [];
    if (!card) throw new Error('The request has no card.');
    const { castVote } = await import('../../src/app/cast-vote.ts');
    await castVote(ctx, click(card, 'U0ADA'));
  }

  /** What the log has of the register. */
  async function entries() {
    const { parseEntry } = await import('@countersign/core/log/entry');
    const leaves = await api.world.store.log.unsealed(1_000);
    return leaves
      .map(({ leaf }) => parseEntry(leaf))
      .filter(({ kind }) => kind.startsWith('identity.') && kind !== 'identity.proved');
  }

  return { ...api, register, ask, made, approved, entries };
}
