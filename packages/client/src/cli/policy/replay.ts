import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import type { RequestView } from '@countersign/core/wire/types';
import { connectFrom, type Context } from '../context.ts';
import { exit, UsageError } from '../exit.ts';
import { styleFor } from '../show/style.ts';
import { jsonLine } from '../show/text.ts';
import { readSound } from './files.ts';
import { fetched, kept } from './past-requests.ts';
import { replayLines } from './replay-lines.ts';
import { loadTools } from './tools.ts';

export type ReplayOptions = {
  policy: string;
  url?: string;
  /** Milliseconds. */
  since: number;
  requests?: string;
  save?: string;
  json?: boolean;
};

/** Judges past requests by a draft, and says what it would change. */
export async function replay(options: ReplayOptions, context: Context): Promise<number> {
  const { cwd, stdout } = context;
  const tools = await loadTools();
  const draft = await readSound(options.policy, { tools, cwd });
  const judge = tools.replayer(draft);
  const sums = tools.summing();
  for await (const view of saved(source(options, context), options.save, cwd)) {
    const replayed = judge(view);
    sums.add(replayed);
    if (options.json && replayed.change !== 'same') stdout.write(`${jsonLine(replayed)}\n`);
  }
  const summary = sums.summary();
  if (options.json) stdout.write(`${jsonLine({ summary })}\n`);
  else {
    const screen = { columns: stdout.columns || 100, style: styleFor(stdout) };
    stdout.write(`${replayLines(options.policy, summary, screen).join('\n')}\n`);
  }
  return exit.ok;
}

function source(options: ReplayOptions, context: Context): AsyncGenerator<RequestView> {
  const { requests, save, url, since } = options;
  if (requests === undefined) {
    return fetched(connectFrom(context, url), Date.now() - since);
  }
  if (url !== undefined) throw new UsageError('Give --url or --requests, not both.');
  if (save !== undefined) throw new UsageError('--save keeps what comes from a service.');
  return kept(requests, context.cwd);
}

/** Passes requests on, and keeps them in a file for the next draft. */
async function* saved(
  views: AsyncGenerator<RequestView>,
  path: string | undefined,
  cwd: string,
): AsyncGenerator<RequestView> {
  if (path === undefined) {
    yield* views;
    return;
  }
  const file = createWriteStream(resolve(cwd, path), { mode: 0o600 });
  for await (const view of views) {
    file.write(`${jsonLine(view)}\n`);
    yield view;
  }
  file.end();
  await finished(file);
}
