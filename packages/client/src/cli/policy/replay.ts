import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Known } from '@countersign/core/policy/replay/past';
import type { RequestView } from '@countersign/core/wire/types';
import { cannotWrite } from '../../write-error.ts';
import { connectFrom, type Context } from '../context.ts';
import { exit, UsageError } from '../exit.ts';
import { styleFor } from '../show/style.ts';
import { jsonLine } from '../show/text.ts';
import { readConfig, readSound } from './files.ts';
import { endOf, fetched, kept } from './past-requests.ts';
import type { Extent, PastRequests } from './past-requests.ts';
import { replayLines, type Sources } from './replay-lines.ts';
import { loadTools } from './tools.ts';
import type { Tools } from './tools.ts';

const MONTH = 30 * 86_400_000;

export type ReplayOptions = {
  policy: string;
  config?: string;
  url?: string;
  /** Milliseconds; a month if left out. */
  since?: number;
  requests?: string;
  save?: string;
  json?: boolean;
};

/** Judges past requests by a draft, and says what it would change. */
export async function replay(options: ReplayOptions, context: Context): Promise<number> {
  const { cwd, stdout } = context;
  const tools = await loadTools();
  const configured =
    options.config === undefined ? null : await readConfig(options.config, { tools, cwd });
  const draft = await readSound(options.policy, { tools, cwd }, configured?.names ?? null);
  const known: Known = { identity: (id) => configured?.identities.get(id) };
  const sources: Sources = { identities: options.config };

  const sums = tools.summing();
  const readsHistory = [...tools.needs(draft)].some((path) => path.startsWith('history.'));
  const past = await source(options, context, readsHistory);
  try {
    if (readsHistory) {
      const { since, history } = await recounted(past, tools);
      known.history = history;
      sources.history = { since };
    }
    const order = tools.replayingInOrder(draft, known);
    let oldest = Infinity;
    for await (const view of past.views()) {
      oldest = Math.min(oldest, Date.parse(view.createdAt));
      order.add(view);
    }
    const filtered = filteredBy(past.extent());
    if (filtered !== undefined) sources.filtered = filtered;
    for (const replayed of order.results({ alone: filtered !== undefined })) {
      sums.add(replayed);
      if (replayed.after.heldBack || replayed.answeredBy !== undefined) {
        sources.restraints = { since: sinceOf(past.extent(), oldest) };
      }
      if (options.json && replayed.change !== 'same') stdout.write(`${jsonLine(replayed)}\n`);
    }
  } finally {
    await past.tidy();
  }

  const summary = sums.summary();
  if (options.json) stdout.write(`${jsonLine({ summary, sources })}\n`);
  else {
    const screen = { columns: stdout.columns || 100, style: styleFor(stdout) };
    stdout.write(`${replayLines(options.policy, { summary, sources }, screen).join('\n')}\n`);
  }
  return exit.ok;
}

/** The requests are as good as a history since none is missing, or as if they were all. */
async function recounted(past: Source, { recounting }: Tools) {
  let oldest = Infinity;
  let from = Infinity;
  const counted = recounting(() => from);
  for await (const view of past.views()) {
    oldest = Math.min(oldest, Date.parse(view.createdAt));
    counted.add(view);
  }
  const since = sinceOf(past.extent(), oldest);
  // Of what was picked by its status, nobody knows what else there was.
  if (filteredBy(past.extent()) === undefined) from = since ?? 0;
  const history: Known['history'] = (view) => counted.at(view);
  return { since, history };
}

function sinceOf(extent: Extent, oldest: number): number | null {
  return extent.kind === 'all' ? extent.since : oldest;
}

function filteredBy(extent: Extent): string | undefined {
  return extent.kind === 'unsaid' ? extent.status : undefined;
}

type Source = {
  /** Again and again where that was asked for. */
  views: () => AsyncGenerator<RequestView>;
  /** Known once they were gone through. */
  extent: () => Extent;
  /** Takes away what was kept on the way. */
  tidy: () => Promise<void>;
};

/** What comes from a service and is read `twice` is kept in a file meanwhile: it may be much. */
async function source(options: ReplayOptions, context: Context, twice: boolean): Promise<Source> {
  const { requests, save, url, since } = options;
  const { cwd } = context;
  if (requests !== undefined) {
    if (url !== undefined) throw new UsageError('Give --url or --requests, not both.');
    if (save !== undefined) throw new UsageError('--save keeps what comes from a service.');
    if (since !== undefined) {
      throw new UsageError('--since picks what comes from a service; a file is judged whole.');
    }
    let last = kept(requests, cwd);
    return {
      views: () => (last = kept(requests, cwd)).views,
      extent: () => last.extent(),
      tidy: nothing,
    };
  }
  const service = fetched(connectFrom(context, url), Date.now() - (since ?? MONTH));
  const { extent } = service;
  if (!twice) return { views: () => saved(service, save, cwd), extent, tidy: nothing };
  const folder = save === undefined ? await mkdtemp(join(tmpdir(), 'countersign-')) : null;
  const file = save ?? join(folder ?? '', 'requests.jsonl');
  let isSaved = false;
  return {
    async *views() {
      yield* isSaved ? kept(file, cwd).views : saved(service, file, cwd);
      isSaved = true;
    },
    extent,
    async tidy() {
      if (folder !== null) await rm(folder, { recursive: true });
    },
  };
}

const nothing = async () => {};

/** Passes requests on, and keeps them in a file for the next draft. */
async function* saved(
  { views, extent }: PastRequests,
  path: string | undefined,
  cwd: string,
): AsyncGenerator<RequestView> {
  if (path === undefined) {
    yield* views;
    return;
  }
  const file = createWriteStream(resolve(cwd, path), { mode: 0o600 });
  const written = finished(file).catch((error: unknown) => {
    throw cannotWrite(path, error);
  });
  // Before anything is asked for, and without waiting where that fails.
  await Promise.race([once(file, 'open').catch(() => written), written]);
  let count = 0;
  for await (const view of views) {
    if (file.errored) break;
    file.write(`${jsonLine(view)}\n`);
    count += 1;
    yield view;
  }
  file.end(`${jsonLine(endOf(count, extent()))}\n`);
  await written;
}
