import type { Card, Store } from '../ports/store.ts';
import type { Database, Engine, Write } from './engine.ts';
import type { CardRow } from './schema.ts';

export const CARD = [
  'id',
  'request',
  'platform',
  'channel',
  'message',
  'control',
  'stage',
  'drawn',
  'whole',
  'unavailable',
] as const;

export function cardStore({ db }: Engine): Store['cards'] {
  const cards = () => db.selectFrom('cards').selectAll();
  return {
    get: (id) => only(cards().where('id', '=', id).executeTakeFirst()),
    byControl: (control) => only(cards().where('control', '=', control).executeTakeFirst()),
    byMessage: (platform, channel, message) =>
      only(
        cards()
          .where('message', '=', message)
          .where('channel', '=', channel)
          .where('platform', '=', platform)
          .executeTakeFirst(),
      ),
  };
}

/** Written whole: inserted, or replaced by id. */
export function writeCards(db: Database, cards: Card[]): Write {
  return db
    .insertInto('cards')
    .values(cards.map((card) => ({ ...card, whole: card.whole ? 1 : 0 })))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        request: eb.ref('excluded.request'),
        platform: eb.ref('excluded.platform'),
        channel: eb.ref('excluded.channel'),
        message: eb.ref('excluded.message'),
        control: eb.ref('excluded.control'),
        stage: eb.ref('excluded.stage'),
        drawn: eb.ref('excluded.drawn'),
        whole: eb.ref('excluded.whole'),
        unavailable: eb.ref('excluded.unavailable'),
      })),
    );
}

async function only(found: Promise<CardRow | undefined>): Promise<Card | null> {
  const row = await found;
  return row ? readCard(row) : null;
}

export function readCard(row: CardRow): Card {
  const { id, request, channel, message, control, stage, drawn, unavailable } = row;
  const platform = row.platform as Card['platform'];
  const whole = row.whole === 1;
  return { id, request, platform, channel, message, control, stage, drawn, whole, unavailable };
}
