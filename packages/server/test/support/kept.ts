import { expect } from 'vitest';
import type { World } from './world.ts';

/** So much is kept to be taken up, whatever becomes of the service. */
export async function kept({ store }: Pick<World, 'store'>, count: number): Promise<void> {
  await expect.poll(async () => (await store.deliveries.counts()).waiting).toBe(count);
}

type Restarting = Pick<World, 'pass' | 'deliverAll'> & { restart: () => void };

/** Another service comes, and nobody has finished by then what was kept. */
export async function another(desk: Restarting, ms = 30_000): Promise<void> {
  desk.restart();
  desk.pass(ms);
  await desk.deliverAll();
}
