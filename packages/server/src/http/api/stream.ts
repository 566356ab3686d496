import type { FastifyReply } from 'fastify';
import type { Caller } from '../../app/caller.ts';
import type { Context } from '../../app/context.ts';
import { loadView } from '../../app/load-view.ts';
import type { Waiters } from '../../app/waiters.ts';

const KEEP_ALIVE_MS = 15_000;

/** Server-sent events: the request now, at each change, and for the last time when it is decided. */
export async function streamRequest(
  deps: { ctx: Context; waiters: Waiters; caller: Caller; id: string },
  reply: FastifyReply,
): Promise<void> {
  const { ctx, waiters, caller, id } = deps;
  reply.hijack();
  const { raw } = reply;
  // Who hung up while the request was looked for is not heard any more, and would be waited for.
  if (raw.destroyed) return;
  raw.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'close',
  });
  const changes = createSignal();
  const unwatch = waiters.watch(id, (why) => (why === 'stopping' ? changes.end() : changes.set()));
  raw.once('close', changes.end);
  const keepAlive = setInterval(() => raw.write(': still here\n\n'), KEEP_ALIVE_MS);
  try {
    do {
      const view = await loadView(ctx, caller, id);
      raw.write(`event: request\ndata: ${JSON.stringify(view)}\n\n`);
      if (view.status !== 'pending') break;
    } while (await changes.next());
  } catch (error) {
    ctx.report.error({ err: error, request: id }, 'A stream of events broke off.');
  } finally {
    clearInterval(keepAlive);
    unwatch();
    raw.end();
  }
}

/** Remembers that something happened while nobody was looking; many become one. */
function createSignal() {
  let happened = false;
  let ended = false;
  let wake: (() => void) | null = null;
  const tell = () => {
    wake?.();
    wake = null;
  };
  return {
    set: () => {
      happened = true;
      tell();
    },
    end: () => {
      ended = true;
      tell();
    },
    /** True at the next happening, false at the end. */
    async next(): Promise<boolean> {
      if (!happened && !ended) await new Promise<void>((resolve) => (wake = resolve));
      happened = false;
      return !ended;
    },
  };
}
