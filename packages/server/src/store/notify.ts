import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import type { Wake } from '../ports/store.ts';

export const CHANNEL = 'countersign';

/** The payload of a notification: who said it, and what. */
export function say(self: string, wakes: Wake[]): string {
  return JSON.stringify([self, wakes]);
}

/**
 * One connection that hears what other replicas committed. It reconnects for as long as it takes,
 * and reports the gap, since nothing says what was missed.
 */
export async function hear(
  config: ClientConfig,
  told: { self: string; onWakes: (wakes: Wake[]) => void; onGap: () => void },
) {
  const closing = new AbortController();
  const { signal } = closing;
  let client: Client | null = null;

  async function connect(): Promise<void> {
    const next = new Client(config);
    next.on('notification', ({ payload }) => {
      const [from, wakes] = JSON.parse(payload ?? '[]') as [string?, Wake[]?];
      if (from !== told.self && wakes) told.onWakes(wakes);
    });
    next.on('error', () => undefined);
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
    if (signal.aborted) return next.end();
    client = next;
    next.once('end', () => {
      client = null;
      if (!signal.aborted) void reconnect();
    });
  }

  async function reconnect(): Promise<void> {
    for (let pause = 100; !signal.aborted; pause = Math.min(pause * 2, 5_000)) {
      try {
        await connect();
        return told.onGap();
      } catch {
        await sleep(pause, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  await connect();
  return {
    connected: () => client !== null,
    async close() {
      closing.abort();
      await client?.end();
    },
  };
}
