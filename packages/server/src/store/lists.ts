import type { Form, ListPlace, ListStore } from '../ports/list-store.ts';
import { effectWrites } from './effects.ts';
import type { Engine } from './engine.ts';
import { readSubmitted, readWithCards, requestsWithCards } from './request-row.ts';
import { statement, type Database } from './statement.ts';
import { wakesOf } from './wakes.ts';

/** Requests that share a message, and what forms about several of them were opened with. */
export function listStore(engine: Engine): ListStore {
  const { read } = engine;
  return {
    async newest(likeness) {
      const [row] = await read(newest({ likeness }));
      if (!row) return null;
      const { newest: card, others: count, open, status } = row;
      const isOpen = status === 'pending' || (open ?? 0) > 0;
      return { card: card ?? '', request: readWithCards(row), others: count ?? 0, isOpen };
    },
    others: async (card) => (await read(others({ card }))).map(readSubmitted),
    async form(id) {
      const [row] = await read(formById({ id }));
      return row ? (JSON.parse(row.body) as Form) : null;
    },
    keepForm: (form, effects) =>
      engine.write(
        [
          insertForm({ id: form.id, body: JSON.stringify(form), at: form.at }),
          ...effectWrites(effects, engine.now()),
        ],
        wakesOf(effects),
      ),
  };
}

const newest = statement(({ likeness }: { likeness: string }, maker) => {
  const { db } = maker;
  const first = newestCard(db, likeness).select('id');
  const listed = db.selectFrom('cards as l').where('l.list', '=', first);
  return requestsWithCards(maker)
    .where('requests.id', '=', newestCard(db, likeness).select('request'))
    .select(['requests.status', first.as('newest')])
    .select([
      listed.select((eb) => eb.fn.countAll<number>().as('n')).as('others'),
      listed
        .innerJoin('requests as r', 'r.id', 'l.request')
        .where('r.status', '=', 'pending')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .as('open'),
    ]);
});

function newestCard(db: Database, likeness: string) {
  return db.selectFrom('cards').where('likeness', '=', likeness).orderBy('id', 'desc').limit(1);
}

const others = statement(({ card }: { card: string }, maker) =>
  requestsWithCards(maker)
    .innerJoin('submissions', 'submissions.request', 'requests.id')
    .select('submissions.body')
    .where('requests.id', 'in', (eb) =>
      eb.selectFrom('cards as l').select('l.request').where('l.list', '=', card),
    )
    .orderBy('requests.created_at')
    .orderBy('requests.id'),
);

const formById = statement(({ id }: { id: string }, { db }) =>
  db.selectFrom('forms').select('body').where('id', '=', id),
);

const insertForm = statement(({ id, body, at }: { id: string; body: string; at: number }, { db }) =>
  db.insertInto('forms').values({ id, body, at }),
);

/** Who joins a list waits for whoever does the same, so that none has more than it can show. */
export const listLock = ({ likeness }: ListPlace) => JSON.stringify(['countersign.list', likeness]);

/** A row where the newest card is still the one that was found, and its message has room. */
export const placeIn = ({ likeness, newest: card, below = NO_END }: ListPlace) =>
  place({ likeness, card: card ?? '', below });

const NO_END = 1_000_000;

const place = statement(
  ({ likeness, card, below }: { likeness: string; card: string; below: number }, { db }) => {
    const first = newestCard(db, likeness).select('id').as('first');
    const found = db.selectFrom(first).select((eb) => eb.fn.max('first.id').as('id'));
    const count = db
      .selectFrom('cards')
      .where('list', '=', card)
      .select((eb) => eb.fn.countAll<number>().as('n'));
    return db
      .selectNoFrom((eb) => eb.lit(1).as('one'))
      .where((eb) => eb(eb.fn.coalesce(found, eb.val('')), '=', card))
      .where(count, '<', below);
  },
);
