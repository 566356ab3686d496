import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '@countersign/emulator';
import type { Service } from './bench.ts';
import { approvers, channels } from './workspace.ts';

/** A request whose card stands in Slack and waits for a click. */
export type Open = { id: string; card: Message };

/**
 * One flow, in milliseconds: a bot asks, its call for the decision is held, the card is posted in
 * Slack, a person clicks Approve, and the held call is answered. Resolves when the click has been
 * acknowledged, too; what else follows (the card's new drawing, the line in its thread, the
 * person's Home tab) goes on beside the next flow.
 */
async function runFlow(service: Service, lane: number): Promise<number> {
  const { driver, slack } = service;
  const resource = resourceIn(lane);
  const start = performance.now();
  const { id } = await driver.submit(resource);
  const released = driver.approved(id).then(() => performance.now() - start);
  const [took] = await Promise.all([
    released,
    slack.cardOf(resource).then((card) => driver.approve(card, someone())),
  ]);
  return took;
}

/** Flows of `workers` at once, each in a channel of its own, until the time is over. */
export async function runFlows(service: Service, workers: number, forMs: number) {
  const start = performance.now();
  const took: number[] = [];
  await Promise.all(
    Array.from({ length: workers }, async (_, lane) => {
      while (performance.now() - start < forMs) took.push(await runFlow(service, lane));
    }),
  );
  return { took, perSecond: (took.length / (performance.now() - start)) * 1_000 };
}

export async function openRequests(service: Service, count: number): Promise<Open[]> {
  const opened: Open[] = [];
  let left = count;
  await Promise.all(
    channels.map(async (_, lane) => {
      while (left > 0) {
        left -= 1;
        const resource = resourceIn(lane);
        const { id } = await service.driver.submit(resource);
        opened.push({ id, card: await service.slack.cardOf(resource) });
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

let asked = 0;

function resourceIn(lane: number): string {
  return `lane-${lane % channels.length}/${(asked += 1)}`;
}

/** Whoever's turn it is to click. */
export function someone(): string {
  return approvers[(asked += 1) % approvers.length] ?? '';
}
