import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportLog } from '@countersign/client/log/export';
import { append, emptyReader, overlay } from '@countersign/core/log/append';
import { openCheckpoint } from '@countersign/core/log/checkpoint';
import { entryHash, type Entry } from '@countersign/core/log/entry';
import { parseVerifierKey } from '@countersign/core/log/key';
import { tellStory } from '@countersign/core/log/story';
import type { Message } from '@countersign/emulator';
import { expect } from 'vitest';
import type { Flow } from './flows.ts';
import type { Scene } from './scene.ts';

/** What has to hold for one request, whatever became of the server meanwhile. */
export async function expectWhole(scene: Scene, flow: Flow): Promise<void> {
  const { id, resource, told } = flow;
  const view = await scene.bot.get(id);
  expect(view.status, 'the store says what the bot was told').toBe(told);
  expect([...scene.seen.of(resource).ends()], 'and so does Slack').toEqual([told]);

  const people = view.stages.flatMap((stage, at) =>
    stage.approvals.map(({ person }) => `${at} ${person.id}`),
  );
  expect(new Set(people).size, 'nobody is counted twice').toBe(people.length);
  if (told === 'approved') expect(people).toHaveLength(flow.votes);

  const fired = scene.webhooks.filter(({ request }) => request === id);
  expect(fired.length, 'the receiver was told').toBeGreaterThan(0);
  expect(new Set(fired.map((hook) => `${hook.id} ${hook.type}`)).size, 'of one event').toBe(1);
  expect(fired[0]?.type).toBe(`request.${told}`);

  expect(namesOf(scene.seen.of(resource).live()), 'no card stays live').toEqual([]);
}

/** What has to hold for all of it, looked at from outside at the end. */
export async function expectAllWhole(
  scene: Scene,
  flows: Flow[],
  served: Iterable<string>,
): Promise<void> {
  await expectOneRequestAKey(scene, flows);
  expect(namesOf(scene.seen.live()), 'no card stays live').toEqual([]);
  const metrics = await (await fetch(`${scene.service.url}/metrics`)).text();
  expect(metrics).toMatch(/countersign_deliveries\{state="dead"\} 0\n/u);

  const folder = await mkdtemp(join(tmpdir(), 'countersign-log-'));
  try {
    // Verifies the whole log.
    const { entries } = await exportLog(scene.bot, folder);
    for (const flow of flows) expectOneStory(entries, flow);
    expectOneLog(entries, served, scene.service.vkey);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function expectOneRequestAKey({ bot }: Scene, flows: Flow[]): Promise<void> {
  const ids = new Map<string, string[]>();
  for (let after: string | undefined; ;) {
    const page = await bot.list({ limit: 100, after });
    for (const { id, resource } of page.items)
      ids.set(resource, [...(ids.get(resource) ?? []), id]);
    if (page.next === undefined) break;
    after = page.next;
  }
  for (const { resource, id } of flows) expect(ids.get(resource)).toEqual([id]);
  // And none that nobody remembers: the key of each was its resource.
  expect([...ids.values()].filter((found) => found.length > 1)).toEqual([]);
}

function expectOneStory(entries: readonly Entry[], { id, told, votes }: Flow): void {
  const own = entries.filter(({ request }) => request === id);
  // Throws unless it was submitted once and decided once, by distinct people.
  const story = tellStory(own);
  expect(story.decision.outcome).toBe(told);
  expect(story.votes).toHaveLength(votes);
  const reports = own.filter(({ kind }) => kind === 'outcome.reported');
  expect(reports).toHaveLength(told === 'approved' ? 1 : 0);
}

/** Every checkpoint that was ever served signs a beginning of the log, so no two differ. */
function expectOneLog(entries: readonly Entry[], served: Iterable<string>, vkey: string): void {
  const key = parseVerifierKey(vkey);
  const heads = [...served].map((note) => openCheckpoint(note, key));
  let size = 0;
  let reader = emptyReader;
  for (const head of heads.toSorted((a, b) => a.size - b.size)) {
    const grown = append(size, entries.slice(size, head.size).map(entryHash), reader);
    reader = overlay(grown.tiles, reader);
    size = grown.size;
    expect({ size, root: grown.root }).toEqual({ size: head.size, root: head.root });
  }
  expect(size).toBeGreaterThan(0);
}

function namesOf(messages: Message[]): string[] {
  return messages.map(({ channel, ts, text }) => `${channel} ${ts} ${text}`);
}
