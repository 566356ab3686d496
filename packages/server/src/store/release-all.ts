import type { Wake } from '../ports/store.ts';
import { ask, type Engine, type Steps, type Work } from './engine.ts';
import { reschedule } from './lanes.ts';
import { statement } from './statement.ts';

/** What a process held that is no more: its deliveries, what it opened or closed, and what it led. */
export function releaseAll(engine: Engine): Promise<void> {
  return engine.transaction(function* (): Steps<Work<void>> {
    const lanes = (yield* ask(held({}))).map(({ lane }) => lane);
    const wakes: Wake[] = [{ type: 'deliveries' }, { type: 'log' }];
    return {
      result: undefined,
      writes: [...reschedule(lanes, engine.now()), letGo({}), endLeases({})],
      wakes,
    };
  });
}

const held = statement((_: object, { db }) =>
  db.selectFrom('lanes').select('lane').where('owner', 'is not', null),
);

const letGo = statement((_: object, { db }) =>
  db.updateTable('credentials').set({ held_until: null }).where('held_until', 'is not', null),
);

const endLeases = statement((_: object, { db }) => db.deleteFrom('leases'));
