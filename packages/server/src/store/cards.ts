import type { Card } from '../ports/card.ts';
import type { Store } from '../ports/store.ts';
import type { Engine } from './engine.ts';
import type { CardRow } from './schema.ts';
import { rowsStatement, statement, type Query } from './statement.ts';

export const CARD = [
  'id',
  'request',
  'platform',
  'channel',
  'message',
  'posted_at',
  'control',
  'stage',
  'drawn',
  'whole',
  'unavailable',
  'fallback',
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

/** Written whole: inserted, or replaced by id. */
export function replaceCards(cards: Card[]): Query {
  return upsert(
    cards.map((card) => ({
      ...card,
      posted_at: card.postedAt ?? null,
      whole: flag(card.whole),
      fallback: flag(card.fallback),
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
      })),
    )
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        request: eb.ref('excluded.request'),
        platform: eb.ref('excluded.platform'),
        channel: eb.ref('excluded.channel'),
        message: eb.ref('excluded.message'),
        posted_at: eb.ref('excluded.posted_at'),
        control: eb.ref('excluded.control'),
        stage: eb.ref('excluded.stage'),
        drawn: eb.ref('excluded.drawn'),
        whole: eb.ref('excluded.whole'),
        unavailable: eb.ref('excluded.unavailable'),
        fallback: eb.ref('excluded.fallback'),
      })),
    ),
);

export function readCard(row: CardRow): Card {
  const { id, request, channel, message, control, stage, drawn, unavailable } = row;
  const platform = row.platform as Card['platform'];
  const whole = row.whole === 1;
  const fallback = row.fallback === 1;
  return {
    id,
    request,
    platform,
    channel,
    message,
    ...(row.posted_at === null ? {} : { postedAt: row.posted_at }),
    control,
    stage,
    drawn,
    whole,
    unavailable,
    fallback,
  };
}

function flag(is: boolean): number {
  return is ? 1 : 0;
}
