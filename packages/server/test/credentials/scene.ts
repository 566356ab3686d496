import type { Grant } from '@countersign/core/grant/grant';
import type { Access } from '@countersign/core/wire/credential-types';
import type { Caller } from '../../src/app/caller.ts';
import { closeCredentials } from '../../src/app/credentials/close-credentials.ts';
import { openCredential, type OpeningInput } from '../../src/app/credentials/open-credential.ts';
import { Fault } from '../../src/app/fault.ts';
import type { GrantTarget, Opening } from '../../src/ports/grant-target.ts';
import { aGrant, aState, aSubmission } from '../store/fixtures.ts';
import { aWorld, caller, type World } from '../support/world.ts';

const bot: Caller = { ...caller, identity: { id: 'ci', name: 'CI' } };

/** A grant of an approved request, and targets that remember what they were asked. */
export async function grantIn({ ctx, store }: World, more: Partial<Grant> = {}) {
  const { identity = 'ci' } = more;
  const state = aState('r1', { status: 'approved', identity: { id: identity, name: identity } });
  await store.requests.submit({ state, submission: aSubmission() }, {});
  const now = ctx.now();
  const grant = aGrant('g1', 'r1', {
    digest: state.digest,
    resource: 'db/orders',
    targets: ['orders-db', 'npm-token'],
    issuedAt: now,
    expiresAt: now + 900_000,
    ...more,
  });
  await store.grants.change('r1', () => ({ grant, result: null }));
  const database = rememberingTarget('orders-db', false);
  const secret = rememberingTarget('npm-token', true);
  const elsewhere = { ...rememberingTarget('web-hosts', false), serves: () => false };
  for (const target of [database, secret, elsewhere]) ctx.targets.set(target.name, target);
  return { grant, database, secret };
}

export async function scene(more: Partial<Grant> = {}) {
  const world = await aWorld();
  const { ctx, store } = world;
  const granted = await grantIn(world, more);
  const { grant } = granted;
  const open = (input: Partial<OpeningInput> = {}, by = bot, id = grant.id) =>
    openCredential(ctx, by, id, { target: 'orders-db', digest: grant.digest, key: null, ...input });

  return {
    ...world,
    ...granted,
    open,
    /** The code of the refusal; what was opened, where it was not refused. */
    refusal: async (input: Partial<OpeningInput> = {}, by = bot, id = grant.id) =>
      open(input, by, id).catch((error: unknown) => {
        if (error instanceof Fault) return error.code;
        throw error;
      }),
    revoke: () => store.grants.revokeAllOf('ci', { at: ctx.now(), why: 'suspended' }, () => []),
    close: () => closeCredentials(ctx, () => 1),
    kinds: async () => (await store.log.ofRequest('r1')).map(({ entry }) => entry.kind),
    log: async () => JSON.stringify(await store.log.ofRequest('r1')),
  };
}

function rememberingTarget(name: string, handsOverOnce: boolean) {
  const opened: Opening[] = [];
  const closed: string[] = [];
  const failures: Error[] = [];
  const mayFail = () => {
    const failure = failures.shift();
    if (failure) throw failure;
  };
  const access: Access = {
    kind: 'postgres',
    host: 'db.example.com',
    port: 5_432,
    user: 'cs_1',
    password: 's3cret-password',
    database: 'orders',
  };
  const target: GrantTarget = {
    name,
    kind: 'postgres',
    serves: (resource) => resource.startsWith('db/'),
    handsOverOnce,
    keyFault: async (key) => (key === 'bad' ? 'That is no key.' : null),
    async open(opening) {
      mayFail();
      opened.push(opening);
      return access;
    },
    async close(id) {
      mayFail();
      closed.push(id);
    },
  };
  return { ...target, opened, closed, failures };
}
