import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { claim } from '../../support/claim.ts';

const writer = fileURLToPath(new URL('../crash-writer.ts', import.meta.url));
const ACKNOWLEDGED = 120;

describe.each(engines)('a process killed in the middle of its writing, on %s', (engine) => {
  const { freshUrl, open } = freshStores(engine);

  it('leaves state, entries and deliveries together or not at all, and loses nothing acknowledged', async () => {
    const url = await freshUrl();
    const store = await open(url);
    const acknowledged = (
      await Promise.all(['a', 'b', 'c'].map((prefix) => killedAfter(url, prefix)))
    ).flat();
    expect(acknowledged.length).toBeGreaterThanOrEqual(3 * ACKNOWLEDGED);

    const found = await everything(store);
    for (const { id, version, kinds, lanes, cards } of found) {
      expect({ id, kinds, lanes, cards }).toEqual({
        id,
        kinds: ['submitted', 'approved'].slice(0, version),
        lanes: ['post', 'redraw'].slice(0, version),
        cards: 1,
      });
    }
    const versions = new Map(found.map(({ id, version }) => [id, version]));
    for (const line of acknowledged) {
      const [what, id = ''] = line.split(' ');
      expect(versions.get(id)).toBeGreaterThanOrEqual(what === 'approved' ? 2 : 1);
    }
  });
});

/** What the writer had acknowledged when it was killed. */
async function killedAfter(url: string, prefix: string): Promise<string[]> {
  const child = spawn(process.execPath, [writer, url, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (lines.length === ACKNOWLEDGED) child.kill('SIGKILL');
  }
  expect(await exited).toEqual([null, 'SIGKILL']);
  return lines;
}

async function everything(store: Store) {
  const requests = await store.requests.list({ limit: 100_000 });
  const tasks = new Map<string, string[]>();
  const ask = { now: 2 ** 50, leaseMs: 0, limit: 100_000, owner: 'test' };
  while ((await store.deliveries.counts()).waiting > 0) {
    const claimed = await claim(store, ask);
    for (const { id, lane } of claimed) {
      tasks.set(lane, [...(tasks.get(lane) ?? []), id.slice(lane.length + 1)]);
    }
    const settled = claimed.map(({ id, attempt }) => ({ id, attempt, outcome: 'done' as const }));
    await store.commit({ settled });
  }
  return Promise.all(
    requests.map(async ({ state: { id }, version, cards }) => ({
      id,
      version,
      kinds: (await store.log.ofRequest(id)).map(({ entry }) => entry.id.slice(id.length + 1)),
      lanes: tasks.get(id),
      cards: cards.length,
    })),
  );
}
