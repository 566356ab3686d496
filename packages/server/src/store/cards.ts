import { sql } from 'kysely';
import type { Card } from '../ports/card.ts';
import type { Drawn } from '../ports/effects.ts';
import type { Store } from '../ports/store.ts';
import type { Engine } from './engine.ts';
import type { CardRow } from './schema.ts';
import { rowsStatement, statement, type Query } from './statement.ts';

/** A card in a list is where the list is. */
const shownMessage = sql<string | null>`case when cards.list is null then cards.message
  else (select c.message from cards c where c.id = cards.list) end`;
const message = shownMessage.as('message');

export const CARD = [
  'id',
  'request',
  'platform',
  'channel',
  message,
  'posted_at',
  'control',
  'stage',
  'drawn',
  'whole',
  'unavailable',
  'fallback',
  'list',
  'likeness',
  'recipient',
  'asked',
] as const;

export function cardStore({ read }: Engine): Store['cards'] {
  const one = async (query: Query<CardRow>): Promise<Card | null> => {
    const [row] = await read(query);
    return row ? readCard(row) : null;
  };
  return {
    get: (id) => one(cardById({ id })),
    byMessage: (platform, channel, message) => one(cardByMessage({ platform, channel, message })),
  };
}

const cardById = statement(({ id }: { id: string }, { db }) =>
  db.selectFrom('cards').select(CARD).where('id', '=', id),
);

const cardByMessage = statement(
  (at: { platform: string; channel: string; message: string }, { db }) =>
    db
      .selectFrom('cards')
      .select(CARD)
      .where('message', '=', at.message)
      .where('channel', '=', at.channel)
      .where('platform', '=', at.platform),
);

/** Written whole: inserted, or replaced by id. Where it is, and of what request, never changes. */
export function replaceCards(cards: Card[]): Query {
  return upsert(
    cards.map((card) => ({
      ...card,
      // What it was read with is the list's.
      message: card.list === undefined ? card.message : null,
      posted_at: card.postedAt ?? null,
      whole: flag(card.whole),
      fallback: flag(card.fallback),
      list: card.list ?? null,
      likeness: card.likeness ?? null,
      recipient: card.direct?.recipient ?? null,
      asked: card.direct?.stage ?? null,
    })),
  );
}

const upsert = rowsStatement((rows: CardRow[], { db }) =>
  db
    .insertInto('cards')
    .values(
      rows.map((row) => ({
        id: row.id,
        request: row.request,
        platform: row.platform,
        channel: row.channel,
        message: row.message,
        posted_at: row.posted_at,
        control: row.control,
        stage: row.stage,
        drawn: row.drawn,
        whole: row.whole,
        unavailable: row.unavailable,
        fallback: row.fallback,
        list: row.list,
        likeness: row.likeness,
        recipient: row.recipient,
        asked: row.asked,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        message: eb.ref('excluded.message'),
        posted_at: eb.ref('excluded.posted_at'),
        control: eb.ref('excluded.control'),
        stage: eb.ref('excluded.stage'),
        drawn: eb.ref('excluded.drawn'),
        whole: eb.ref('excluded.whole'),
        unavailable: eb.ref('excluded.unavailable'),
        fallback: eb.ref('excluded.fallback'),
        list: eb.ref('excluded.list'),
        likeness: eb.ref('excluded.likeness'),
        recipient: eb.ref('excluded.recipient'),
        asked: eb.ref('excluded.asked'),
      })),
    ),
);

/** A version that is known already, or one that is newer, stays. */
export function markDrawn({ card, message, whole, version }: Drawn): Query {
  return raiseDrawn({ id: card, shownIn: message, whole: flag(whole), version });
}

type Raised = { id: string; shownIn: string; whole: number; version: number };

const raiseDrawn = statement(({ id, shownIn, whole, version }: Raised, { db }) =>
  db
    .updateTable('cards')
    .set({ drawn: version })
    .where('id', '=', id)
    .where('whole', '=', whole)
    .where('drawn', '<', version)
    .where(sql<boolean>`${shownMessage} = ${shownIn}`),
);

export function readCard(row: CardRow): Card {
  const { id, request, channel, message: shownIn, control, stage, drawn, list, likeness } = row;
  const platform = row.platform as Card['platform'];
  const whole = row.whole === 1;
  const fallback = row.fallback === 1;
  // Nobody takes the note off each of a list whose posting got through after all.
  const unavailable = list !== null && shownIn !== null ? null : row.unavailable;
  return {
    id,
    request,
    platform,
    channel,
    message: shownIn,
    ...(row.posted_at === null ? {} : { postedAt: row.posted_at }),
    control,
    stage,
    drawn,
    whole,
    unavailable,
    fallback,
    ...(list === null ? {} : { list }),
    ...(likeness === null ? {} : { likeness }),
    ...(row.recipient === null
      ? {}
      : { direct: { recipient: row.recipient, stage: row.asked ?? 0 } }),
  };
}

function flag(is: boolean): number {
  return is ? 1 : 0;
}
