import { takeSnapshot } from '../../change/snapshot.ts';
import { connectFrom, type Context } from '../context.ts';
import { exit } from '../exit.ts';
import { soonerThanAsked } from '../show/expiry.ts';
import { inert, jsonLine } from '../show/text.ts';
import { submissionOf, type AskOptions } from '../submission.ts';

/** Asks, prints the id, does not wait. */
export async function request(
  command: string[],
  options: AskOptions,
  context: Context,
): Promise<number> {
  const client = connectFrom(context, options.url);
  const { diff, artifact: artifacts = [], idempotencyKey } = options;
  const sources = { cwd: context.cwd, diff, artifacts, ...(command.length > 0 && { command }) };
  const { change, warning } = await takeSnapshot(sources);
  if (warning !== undefined) context.stderr.write(`${inert(warning)}\n`);
  const view = await client.request(submissionOf(options, change), { idempotencyKey });
  const sooner = soonerThanAsked(view, options.expires);
  if (sooner !== undefined) context.stderr.write(`${sooner}\n`);
  context.stdout.write(`${options.json ? jsonLine(view) : inert(view.id)}\n`);
  return exit.ok;
}
