import type { Wake } from '../ports/store.ts';
import { ask, askAll, type Engine, type Steps, type Work } from './engine.ts';
import { reschedule } from './lanes.ts';
import { statement } from './statement.ts';

/** What a process held that is no more: its deliveries, and what it led. */
export function releaseAll(engine: Engine): Promise<void> {
  return engine.transaction(function* (): Steps<Work<void>> {
    const lanes = (yield* ask(held({}))).map(({ lane }) => lane);
    if (lanes.length > 0) yield* askAll(...reschedule(lanes, engine.now()));
    const wakes: Wake[] = [{ type: 'deliveries' }, { type: 'log' }];
    return { result: undefined, writes: [endLeases({})], wakes };
  });
}

const held = statement((_: object, { db }) =>
  db.selectFrom('lanes').select('lane').where('owner', 'is not', null),
);

const endLeases = statement((_: object, { db }) => db.deleteFrom('leases'));
