import type { Effects } from '../ports/effects.ts';
import type { Store } from '../ports/store.ts';
import { cardStore } from './cards.ts';
import { credentialStore } from './credentials.ts';
import { decisionStore } from './decisions.ts';
import { delegationStore } from './delegations.ts';
import { deliveryStore } from './deliveries.ts';
import { createEagerClaims, type EagerClaims } from './eager-claim.ts';
import { effectWrites } from './effects.ts';
import type { Engine, Steps, Work } from './engine.ts';
import { StoreError } from './error.ts';
import { grantStore } from './grants.ts';
import { registerStore } from './identities.ts';
import { issuerKeyStore } from './issuer-keys.ts';
import { installStore } from './installs.ts';
import { firstSight, leadership, see } from './leases.ts';
import { listStore } from './lists.ts';
import { logStore } from './log.ts';
import { migrate } from './migrate.ts';
import { policyStore } from './policies.ts';
import { prune } from './prune.ts';
import { reviewLists } from './reviews.ts';
import { releaseAll } from './release-all.ts';
import { requestStore } from './requests.ts';
import { sessionStore } from './sessions.ts';
import { settle } from './settle.ts';
import type { Patience } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import { wakesOf } from './wakes.ts';

export type StoreOptions = {
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** PostgreSQL connections, besides the ones that listen and read. 10 where left out. */
  connections?: number;
  /** How long PostgreSQL is waited for, where it differs from what is usual. */
  patience?: Patience;
  /** Told of listeners that throw; a warning of the process where left out. */
  onFault?: (error: unknown) => void;
};

/**
 * Opens the store and brings its schema up to date.
 * `url` is `sqlite:<path>`, `sqlite::memory:` or `postgres://user:password@host:port/database`.
 * Throws {@link StoreError}.
 */
export async function openStore(url: string, options: StoreOptions = {}): Promise<Store> {
  const engine = await openEngine(url, options);
  try {
    await migrate(engine);
  } catch (error) {
    await engine.close();
    throw error;
  }
  const claims = createEagerClaims(engine);
  return {
    requests: requestStore(engine, claims),
    reviews: reviewLists(engine),
    delegations: delegationStore(engine),
    grants: grantStore(engine, claims),
    issuerKeys: issuerKeyStore(engine),
    credentials: credentialStore(engine, claims),
    lists: listStore(engine),
    cards: cardStore(engine),
    decisions: decisionStore(engine),
    identities: registerStore(engine),
    deliveries: deliveryStore(engine, claims),
    commit: (effects) => commit(engine, claims, effects),
    commitOnce: (sight, effects) => commitOnce(engine, claims, sight, effects),
    policies: policyStore(engine),
    log: logStore(engine),
    installs: installStore(engine),
    sessions: sessionStore(engine),
    firstSight: firstSight(engine),
    lead: leadership(engine),
    releaseAll: () => releaseAll(engine),
    prune: (now) => prune(engine, now),
    onWake: (listen) => engine.onWake(listen),
    ready: () => engine.ready(),
    close: () => engine.close(),
  };
}

async function openEngine(
  url: string,
  { now = Date.now, connections = 10, patience = {}, onFault = warn }: StoreOptions,
): Promise<Engine> {
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length) {
    return openSqlite(url.slice('sqlite:'.length), { now, onFault });
  }
  if (/^postgres(?:ql)?:\/\//.test(url)) {
    // Whose store is a file needs no driver for it.
    const { openPostgres } = await import('./postgres.ts');
    return openPostgres(url, { now, connections, patience, onFault });
  }
  throw new StoreError(
    'bad_url',
    'The store needs a URL like sqlite:/var/lib/countersign/store.db or postgres://user@host/database.',
  );
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

async function commit(engine: Engine, claims: EagerClaims, effects: Effects): Promise<void> {
  const now = engine.now();
  const { settled = [], deliveries = [] } = effects;
  if (settled.length + deliveries.length === 0) {
    return engine.write(effectWrites(effects, now), wakesOf(effects));
  }
  await claims.transaction(function* (claim): Steps<Work<void>> {
    const freeing = yield* settle(engine, settled, now);
    // Somebody else has settled it, or we have and did not hear so: what came of it is there.
    if (settled.length > 0 && freeing.length === 0) {
      return { result: undefined, writes: [], wakes: [] };
    }
    const claimed = yield* claim(deliveries);
    return {
      result: undefined,
      writes: [...freeing, ...effectWrites(effects, now, claimed)],
      wakes: wakesOf(effects, claimed.length),
    };
  });
}

async function commitOnce(
  engine: Engine,
  claims: EagerClaims,
  ...[sight, effects]: Parameters<Store['commitOnce']>
): Promise<boolean> {
  return claims.transaction(function* (claim): Steps<Work<boolean>> {
    if (!(yield* see(sight))) return { result: false, writes: [], wakes: [] };
    const claimed = yield* claim(effects.deliveries ?? []);
    const writes = effectWrites(effects, engine.now(), claimed);
    return { result: true, writes, wakes: wakesOf(effects, claimed.length) };
  });
}
