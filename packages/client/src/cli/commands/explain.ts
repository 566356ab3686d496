import type { Submission } from '@countersign/core/wire/types';
import { takeSnapshot } from '../../change/snapshot.ts';
import type { Explanation } from '../../sdk/explanation.ts';
import { connectOnce, type Context } from '../context.ts';
import { exit } from '../exit.ts';
import { jsonLine } from '../show/text.ts';
import { printTree } from '../show/tree.ts';
import { submissionOf, type AskOptions } from '../submission.ts';

export type ExplainOptions = Omit<AskOptions, 'expires' | 'idempotencyKey'>;

/** Who would have to agree; nobody is asked. */
export async function explain(options: ExplainOptions, context: Context): Promise<number> {
  const submission = await submissionFrom(options, context);
  const answer = await connectOnce(context, options.url).explain(submission);
  if (options.json) context.stdout.write(`${jsonLine(answer)}\n`);
  else printTree([answer.text, ...peopleLines(answer)].join('\n'), context.stdout);
  return exit.ok;
}

/** Of this folder only what was named: a question binds nobody to a commit. */
async function submissionFrom(options: ExplainOptions, { cwd }: Context): Promise<Submission> {
  const { diff, artifact: artifacts = [] } = options;
  if (diff === undefined && artifacts.length === 0) return submissionOf(options, {});
  const { change } = await takeSnapshot({ cwd, diff, artifacts });
  return submissionOf(options, change);
}

const MAX_SHOWN = 12;

/** Each stage with those who could approve it now. */
function peopleLines({ stages = [] }: Explanation): string[] {
  if (stages.length === 0) return [];
  return [
    'People:',
    ...stages.map(({ name: stage, people }, at) => {
      const names = people.slice(0, MAX_SHOWN).map(({ name }) => onOneLine(name));
      const more = people.length > MAX_SHOWN ? [`${people.length - MAX_SHOWN} more`] : [];
      const who = names.length === 0 ? 'nobody who is known' : [...names, ...more].join(', ');
      return `  ${at + 1}. ${onOneLine(stage)}: ${who}`;
    }),
  ];
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ');
}
