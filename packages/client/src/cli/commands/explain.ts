import { visible } from '@countersign/core/text/visible';
import { connectOnce, type Context } from '../context.ts';
import { exit } from '../exit.ts';
import { jsonLine } from '../show/text.ts';
import type { AskOptions } from '../submission.ts';

export type ExplainOptions = Pick<AskOptions, 'action' | 'env' | 'resource' | 'url' | 'json'>;

/** Who would have to agree; nobody is asked. */
export async function explain(options: ExplainOptions, context: Context): Promise<number> {
  const { action, env: environment, resource, url, json } = options;
  const answer = await connectOnce(context, url).explain({ action, environment, resource });
  context.stdout.write(`${json ? jsonLine(answer) : visible(answer.text)}\n`);
  return exit.ok;
}
