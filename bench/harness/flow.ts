import { setTimeout as sleep } from 'node:timers/promises';
import type { Service } from './bench.ts';
import type { Bot } from './driver.ts';
import type { Card } from './slack.ts';
import { channels, openResource, resource } from './workspace.ts';

/** A request whose card stands in Slack and waits for a click. */
export type Open = { id: string; card: Card };

/**
 * One flow, in milliseconds: a bot asks, its call for the decision is held, the card is posted in
 * Slack, a person clicks Approve as soon as Slack has answered the posting, and the held call is
 * answered. What else follows (the click's acknowledgement, the card's new drawing, the line in its
 * thread, the person's Home tab) goes on beside the next flow.
 */
async function runFlow(bot: Bot, lane: number): Promise<number> {
  const start = performance.now();
  const { id } = await bot.submit(resource(lane));
  await bot.approved(id);
  return performance.now() - start;
}

/** Flows of `workers` at once, each a bot with a channel of its own, until the time is over. */
export async function runFlows({ driver }: Service, workers: number, forMs: number) {
  const start = performance.now();
  const took: number[] = [];
  await Promise.all(
    Array.from({ length: workers }, async (_, lane) => {
      const bot = driver.bot();
      while (performance.now() - start < forMs) took.push(await runFlow(bot, lane));
    }),
  );
  return { took, perSecond: (took.length / (performance.now() - start)) * 1_000 };
}

export async function openRequests({ driver, slack }: Service, count: number): Promise<Open[]> {
  const opened: Open[] = [];
  let left = count;
  await Promise.all(
    channels.map(async (_, lane) => {
      const bot = driver.bot();
      while (left > 0) {
        left -= 1;
        const asked = openResource(lane);
        const { id } = await bot.submit(asked);
        opened.push({ id, card: await slack.cardOf(asked) });
      }
    }),
  );
  return opened;
}

/** Waits until everything that was committed to be done is done. */
export async function settled({ driver }: Service): Promise<void> {
  while ((await driver.gauge('countersign_deliveries{state="waiting"}')) > 0) await sleep(20);
}

/** Hot code and filled caches, as a service has that runs for longer than a moment. */
export async function warmUp(service: Service, quick: boolean): Promise<void> {
  await runFlows(service, 8, quick ? 500 : 3_000);
  await settled(service);
}
