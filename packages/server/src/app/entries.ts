import type { Entry } from '@countersign/core/log/entry';
import { entryOf } from '@countersign/core/request/entries';
import type { RequestEvent } from '@countersign/core/request/event';
import type { RequestState } from '@countersign/core/request/state';
import type { Json } from '@countersign/core/wire/json';
import type { Context } from './context.ts';

/** The log's entries for what happened to a request. */
export function entriesOf(ctx: Context, state: RequestState, events: RequestEvent[]): Entry[] {
  return events.map((event) => entryOf(state, event, ctx.newId('ent')));
}

/** An entry for what changed no request's state but has to be known later. */
export function noteworthy(ctx: Context, kind: string, body: Json, request?: string): Entry {
  return {
    id: ctx.newId('ent'),
    at: new Date(ctx.now()).toISOString(),
    kind,
    ...(request === undefined ? {} : { request }),
    body,
  };
}
