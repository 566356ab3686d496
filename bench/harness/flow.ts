import { setTimeout as sleep } from 'node:timers/promises';
import type { Service } from './bench.ts';
import type { Bot } from './driver.ts';
import type { Card } from './chat.ts';
import { openResource, resource } from './workspace.ts';

/** A request whose card stands in the chat and waits for a click. */
export type Open = { id: string; card: Card };

/**
 * One flow, in milliseconds: a bot asks, its call for the decision is held, the card is posted in
 * the chat, a person clicks Approve as soon as the posting is answered, and the held call is
 * answered. What else follows (the click's answer, the card's new drawing, the line in its thread,
 * the person's Home tab in Slack) goes on beside the next flow.
 */
async function runFlow(bot: Bot, lane: number): Promise<number> {
  const start = performance.now();
  const { id } = await bot.submit(resource(lane));
  await bot.approved(id);
  return performance.now() - start;
}

/** Flows of `workers` at once, each a bot with channels of its own, until the time is over. */
export async function runFlows({ driver }: Service, workers: number, forMs: number) {
  const bots = Array.from({ length: workers }, () => driver.bot());
  await Promise.all(bots.map((bot) => bot.connect()));
  const start = performance.now();
  const took: number[] = [];
  await Promise.all(
    bots.map(async (bot, first) => {
      for (let lane = first; performance.now() - start < forMs; lane += workers) {
        took.push(await runFlow(bot, lane));
      }
    }),
  );
  return { took, forMs: performance.now() - start };
}

export async function openRequests({ driver, chat }: Service, count: number): Promise<Open[]> {
  const opened: Open[] = [];
  let left = count;
  await Promise.all(
    Array.from({ length: 64 }, async () => {
      const bot = driver.bot();
      while (left > 0) {
        left -= 1;
        const asked = openResource();
        const { id } = await bot.submit(asked);
        opened.push({ id, card: await chat.cardOf(asked) });
      }
    }),
  );
  return opened;
}

/** Waits until everything that was committed to be done is done. */
export async function settled({ driver }: Service): Promise<void> {
  while ((await driver.gauge('countersign_deliveries{state="waiting"}')) > 0) await sleep(20);
}

/** Hot code and filled caches, as services have that run for longer than a moment. */
export async function warmUp(service: Service, quick: boolean): Promise<void> {
  await runFlows(service, 64, quick ? 300 : 3_000);
  await settled(service);
}
