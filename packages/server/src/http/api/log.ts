import { LogError } from '@countersign/core/log/error';
import type { FastifyPluginAsync } from 'fastify';
import type { Context } from '../../app/context.ts';
import { Fault } from '../../app/fault.ts';
import { readTile } from '../../app/read-log.ts';
import type { Store } from '../../ports/store.ts';
import type { ProvePerson } from '../session/people.ts';

const WEEK = 604_800;

/**
 * The log as static files (c2sp.org/tlog-tiles). Entries name people by opaque ids and hold
 * commitments instead of texts, but they tell what is deployed where: callers prove who they are.
 */
export function logRoutes(deps: {
  ctx: Context;
  vkey: string;
  authorize: (authorization: string | undefined) => Promise<unknown>;
  provePerson: ProvePerson | undefined;
}): FastifyPluginAsync {
  const { ctx, vkey, authorize, provePerson } = deps;
  return async (app) => {
    app.addHook('onRequest', async (request, reply) => {
      if (await provePerson?.(request, reply)) return;
      await authorize(request.headers.authorization);
    });

    app.get('/log/key', async (_, reply) => {
      reply.type('text/plain; charset=utf-8');
      return `${vkey}\n`;
    });

    app.get('/log/checkpoint', async (_, reply) => {
      const head = await ctx.store.log.latest();
      if (!head) throw new Fault('not_found', 'The log has no entries yet.');
      reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache');
      return head.note;
    });

    app.get<{ Params: { '*': string } }>('/log/tile/*', async (request, reply) => {
      const bytes = await readPath(ctx.store, `tile/${request.params['*']}`);
      if (!bytes) throw new Fault('not_found', 'The log has no such tile.');
      reply
        .type('application/octet-stream')
        .header('cache-control', `private, max-age=${WEEK}, immutable`);
      return Buffer.from(bytes);
    });
  };
}

async function readPath(store: Store, path: string): Promise<Uint8Array | null> {
  try {
    return await readTile(store, path);
  } catch (error) {
    if (error instanceof LogError && error.code === 'bad_path') return null;
    throw error;
  }
}
