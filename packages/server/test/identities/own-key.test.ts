import { expect, it, onTestFinished } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { createIdentity } from '../../src/app/identities/define-identity.ts';
import { addIdentityKey, rotateIdentityKey } from '../../src/app/identities/identity-keys.ts';
import { startRun } from '../../src/app/start-run.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import { callerAuthenticator } from '../../src/authenticate-caller.ts';
import { createAuthenticator } from '../../src/identity/authenticate.ts';
import { aRegister, olga } from '../support/register.ts';
import { aWorld, deployPayments } from '../support/world.ts';

const ada = { ...olga, id: 'u0ada', name: 'Ada' };

/** A bot of Olga's that an operator made; Ada may approve, and keeps the register, too. */
async function aScene(madeBy = 'operator:op') {
  const { ctx, store, human, click, deliverAll } = await aWorld();
  onTestFinished(() => store.close());
  const register = aRegister(ctx);
  const keeping = { ctx, register };
  await createIdentity(keeping, madeBy, { id: 'bot', name: 'Bot', owner: 'olga' });
  const { now } = ctx;
  const authenticate = callerAuthenticator(
    createAuthenticator({
      issuers: [],
      identities: register.known,
      fetchJson: async () => ({}),
      now,
    }),
    { people: [olga, ada] },
  );
  human('U0ADA', ['releasers']);
  human('U0BO', ['releasers']);

  async function ask(key: string) {
    const { id } = await submitRequest(ctx, await authenticate(`Bearer ${key}`), deployPayments);
    await deliverAll();
    return id;
  }
  async function approve(id: string, user: string) {
    const [card] = (await store.requests.get(id))?.cards ?? [];
    if (!card) throw new Error('The request has no card.');
    return castVote(ctx, click(card, user));
  }
  const start = async (key: string, id: string) =>
    startRun(ctx, await authenticate(`Bearer ${key}`), id, 'run-1');
  const behind = async (id: string) =>
    (await store.requests.get(id))?.state.behind.map((one) => `${one.as} ${one.id}`);
  return { keeping, ask, approve, start, behind };
}

it.each(['add', 'rotate'] as const)(
  'nobody approves what was asked with a key that they made (%s)',
  async (how) => {
    const { keeping, ask, approve, behind } = await aScene();
    if (how === 'rotate') await addIdentityKey(keeping, 'operator:op', 'bot');
    const { key } =
      how === 'add'
        ? await addIdentityKey(keeping, 'person:u0ada', 'bot')
        : await rotateIdentityKey(keeping, 'person:u0ada', 'bot', 3_600_000);
    const id = await ask(key);
    expect(await behind(id)).toEqual(['keeper u0ada', 'owner olga']);
    expect(await approve(id, 'U0ADA')).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('you made what Bot proves itself by'),
    });
    expect(await approve(id, 'U0BO')).toMatchObject({ ok: true, state: { status: 'approved' } });
  },
);

it('keys that others made leave them their say, until they start a run with one of their own', async () => {
  const { keeping, ask, approve, start } = await aScene();
  const { key } = await addIdentityKey(keeping, 'operator:op', 'bot');
  const id = await ask(key);
  expect(await approve(id, 'U0ADA')).toMatchObject({ ok: true, state: { status: 'approved' } });
  const own = await addIdentityKey(keeping, 'person:u0ada', 'bot');
  await expect(start(own.key, id)).rejects.toMatchObject({ code: 'own_request' });
  await start(key, id);
});

it('whoever made a bot another one’s approves nothing of it, whosever its key is', async () => {
  const { keeping, ask, approve, behind } = await aScene('person:u0ada');
  const { key } = await addIdentityKey(keeping, 'operator:op', 'bot');
  const id = await ask(key);
  expect(await behind(id)).toEqual(['keeper u0ada', 'owner olga']);
  expect(await approve(id, 'U0ADA')).toMatchObject({ ok: false });
});

it('who made a key is told to nobody who asks the register', async () => {
  const { keeping } = await aScene('person:u0ada');
  const { identity } = await addIdentityKey(keeping, 'person:u0ada', 'bot');
  expect(JSON.stringify(identity)).not.toContain('u0ada');
  expect(identity.keys).toHaveLength(1);
});
