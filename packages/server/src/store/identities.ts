import type { Grant } from '@countersign/core/grant/grant';
import type { IdentityDefinition } from '@countersign/core/identity/definition';
import type {
  IdentityChange,
  IdentityUse,
  RegisterStore,
  StoredIdentity,
} from '../ports/register-store.ts';
import { effectWrites } from './effects.ts';
import { ask, type Engine, type Steps, type Work } from './engine.ts';
import { revokeGrantsOf } from './grants.ts';
import { identityTimeline, insertChange } from './identity-timeline.ts';
import { rowsStatement, statement } from './statement.ts';
import { readStanding, standing } from './standing.ts';
import { wakesOf } from './wakes.ts';

export function registerStore(engine: Engine): RegisterStore {
  const { read } = engine;
  return {
    version: async () => (await read(version({})))[0]?.version ?? 0,
    all: async () => (await read(all({}))).map(readIdentity),
    get: async (id) => (await read(byId({ id }))).map(readIdentity)[0] ?? null,
    standing: async (id) => readStanding(await read(standing({ id }))),
    change: (id, change) => engine.transaction(() => changeIdentity(engine, id, change)),
    async noteUses(uses) {
      // In one order, so that replicas that write the same rows wait for each other in that order.
      const rows = uses.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
      const writes = chunksOf(rows, 500).map(upsertUses);
      if (writes.length > 0) await engine.write(writes, []);
    },
    uses: async (identity) => [
      ...(await (identity === undefined ? read(allUses({})) : read(usesOf({ identity })))),
    ],
    timeline: (asked) => identityTimeline(engine, asked),
  };
}

function placeOf({ identity, proof }: IdentityUse): string {
  return `${identity} ${proof}`;
}

function chunksOf<T>(all: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}

/** The version's row is locked first: changes of the register, which are rare, come one by one. */
function* changeIdentity<T>(
  engine: Engine,
  id: string,
  change: (current: StoredIdentity | null) => IdentityChange<T>,
): Steps<Work<T>> {
  yield* ask(nextVersion({}));
  const [row] = yield* ask(byId({ id }));
  const {
    result,
    identity,
    changes = [],
    entries = [],
    revoke,
  } = change(row ? readIdentity(row) : null);
  let revoked: Grant[] = [];
  if (revoke) revoked = yield* revokeGrantsOf(engine, id, revoke);
  const effects = {
    entries: [...entries, ...revoked.flatMap((grant) => revoke?.entryOf(grant) ?? [])],
  };
  return {
    result,
    writes: [
      ...(identity ? [put(rowOf(identity))] : []),
      ...changes.map((one) => insertChange({ ...one, body: JSON.stringify(one.body) })),
      ...effectWrites(effects, engine.now()),
    ],
    wakes: wakesOf(effects),
  };
}

const IDENTITY = ['id', 'definition', 'status', 'status_at', 'created_at'] as const;
type Row = {
  id: string;
  definition: string | null;
  status: string;
  status_at: number;
  created_at: number;
};

function readIdentity(row: Row): StoredIdentity {
  return {
    id: row.id,
    definition: row.definition === null ? null : (JSON.parse(row.definition) as IdentityDefinition),
    // Whatever else may stand there lets nothing through.
    status: row.status === 'active' ? 'active' : 'suspended',
    statusAt: row.status_at,
    createdAt: row.created_at,
  };
}

function rowOf({ id, definition, status, statusAt, createdAt }: StoredIdentity): Row {
  return {
    id,
    definition: definition === null ? null : JSON.stringify(definition),
    status,
    status_at: statusAt,
    created_at: createdAt,
  };
}

const version = statement((_: object, { db }) =>
  db.selectFrom('register_version').select('version'),
);

const nextVersion = statement((_: object, { db }) =>
  db
    .insertInto('register_version')
    .values({ one: 1, version: 1 })
    .onConflict((conflict) =>
      conflict
        .column('one')
        .doUpdateSet((eb) => ({ version: eb('register_version.version', '+', 1) })),
    )
    .returning('version'),
);

const all = statement((_: object, { db }) =>
  db.selectFrom('identities').select(IDENTITY).orderBy('id'),
);

const byId = statement(({ id }: { id: string }, { db }) =>
  db.selectFrom('identities').select(IDENTITY).where('id', '=', id),
);

const put = statement((row: Row, { db }) =>
  db
    .insertInto('identities')
    .values({
      id: row.id,
      definition: row.definition,
      status: row.status,
      status_at: row.status_at,
      created_at: row.created_at,
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        definition: eb.ref('excluded.definition'),
        status: eb.ref('excluded.status'),
        status_at: eb.ref('excluded.status_at'),
      })),
    ),
);

/** A replica that was slow to write does not make a use older. */
const upsertUses = rowsStatement((uses: IdentityUse[], { db }) =>
  db
    .insertInto('identity_uses')
    .values(uses.map(({ identity, proof, at }) => ({ identity, proof, at })))
    .onConflict((conflict) =>
      conflict
        .columns(['identity', 'proof'])
        .doUpdateSet((eb) => ({ at: eb.ref('excluded.at') }))
        .whereRef('identity_uses.at', '<', 'excluded.at'),
    ),
);

const allUses = statement((_: object, { db }) =>
  db.selectFrom('identity_uses').select(['identity', 'proof', 'at']),
);

const usesOf = statement(({ identity }: { identity: string }, { db }) =>
  db
    .selectFrom('identity_uses')
    .select(['identity', 'proof', 'at'])
    .where('identity', '=', identity),
);
