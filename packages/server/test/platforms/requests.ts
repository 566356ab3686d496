import type { IdentityDefinition } from '@countersign/core/identity/definition';
import { tellStory } from '@countersign/core/log/story';
import type { Submission } from '@countersign/core/wire/submission';
import { tickRequests } from '../../src/app/tick-requests.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import { withdrawRequest } from '../../src/app/withdraw-request.ts';
import { createMasker } from '../../src/secrets/mask.ts';
import { submissionMasker } from '../../src/secrets/mask-submission.ts';
import { caller, deployPayments, type World } from '../support/world.ts';

/** What a bot does, what time does, and what is on record: the same whichever chat is beside it. */
export type Requests = ReturnType<typeof requestsOf>;

/** Two stages: one of the releasers, then two of security. */
export const vault: Submission = { ...deployPayments, resource: 'vault' };

/** Two of security, or one of the releasers alone in an emergency. */
export const repair: Submission = { ...deployPayments, action: 'repair' };

const maskText = createMasker();

export function requestsOf({ ctx, store, pass, deliverAll }: World) {
  ctx.mask = submissionMasker();
  ctx.maskText = async (text) => (await maskText(text)).text;
  const stored = async (id: string) => {
    const found = await store.requests.get(id);
    if (found === null) throw new Error(`There is no request ${id}.`);
    return found;
  };
  const ask = async (submission: Submission = deployPayments) =>
    (await submitRequest(ctx, caller, submission)).id;
  const standing = (
    status: 'active' | 'suspended',
    definition: IdentityDefinition | null = null,
  ) => {
    const at = ctx.now();
    const { id } = caller.identity;
    const identity = { id, definition, status, statusAt: at, createdAt: at };
    return store.identities.change(id, () => ({ result: null, identity }));
  };
  /** Until nothing waits to be delivered; time passes where a platform asks for pace. */
  const settle = async () => {
    for (let turn = 0; turn < 40; turn += 1) {
      await deliverAll();
      if ((await store.deliveries.counts()).waiting === 0) return;
      pass(5_000);
    }
    throw new Error('Deliveries are left, and are not getting through.');
  };
  return {
    ask,
    /** A request whose card is there. */
    async asked(submission?: Submission) {
      const id = await ask(submission);
      await settle();
      return id;
    },
    withdraw: (id: string) => withdrawRequest(ctx, caller, id),
    /** By whoever keeps the register. */
    suspend: () => standing('suspended'),
    resume: () => standing('active'),
    /** By the configuration. */
    suspendInFile: () => void (ctx.identities.inFile = () => 'suspended'),
    /** Neither the configuration nor the API has it any more. */
    removeIdentity: () => void (ctx.identities.inFile = () => null),
    /** By the API. */
    defineIdentity: (owner: string) =>
      standing('active', { name: caller.identity.name, owner, keys: [], oidc: [] }),
    settle,
    /** What is due is tried, with or without success. */
    deliver: deliverAll,
    pass,
    /** The time of every open request is over. */
    async expire() {
      pass(3_600_000);
      await tickRequests(ctx);
    },
    now: () => `${new Date(ctx.now()).toISOString().slice(0, 19)}Z`,
    statusOf: async (id: string) => (await stored(id)).state.status,
    /** What the operator reads of the card's channel. */
    unavailable: async (id: string) => (await stored(id)).cards[0]?.unavailable ?? '',
    mayUseNone: () => void (ctx.mayUse = () => false),
    votesOf: async (id: string) => (await stored(id)).state.votes,
    stateOf: async (id: string) => (await stored(id)).state,
    /** Time passes, and what is due happens. */
    async tick(ms = 0) {
      pass(ms);
      await tickRequests(ctx);
    },
    kindsOf: async (id: string) => (await store.log.ofRequest(id)).map(({ entry }) => entry.kind),
    story: async (id: string) =>
      tellStory((await store.log.ofRequest(id)).map(({ entry }) => entry)),
    /** To whom the log says that the details were shown, by their ids. */
    async shownTo(id: string) {
      const entries = await store.log.ofRequest(id);
      return entries
        .filter(({ entry }) => entry.kind === 'details.shown')
        .map(({ entry }) => (entry.body as { person: string }).person);
    },
    async refusalsOf(id: string) {
      const entries = await store.log.ofRequest(id);
      return entries
        .filter(({ entry }) => entry.kind.endsWith('.refused'))
        .map(({ entry }) => (entry.body as { code: string }).code);
    },
  };
}

/** The urgent path of a rule: security opens it, and reviews it within a day. */
export const openedBySecurity = <Route>(route: Route) => ({
  groups: ['security'],
  route,
  review: { within: '1d', groups: ['security'] },
});
