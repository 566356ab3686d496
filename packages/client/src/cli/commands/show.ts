import type { RequestView } from '@countersign/core/wire/types';
import { connectFrom, connectOnce, type Context } from '../context.ts';
import { exit } from '../exit.ts';
import { changeFacts, decisionOf, grantOf, placesOf, titleOf } from '../show/describe.ts';
import { styleFor, type Style } from '../show/style.ts';
import { inert, jsonLine, wrap } from '../show/text.ts';
import { instant } from '../show/time.ts';
import { stageLines } from '../show/waiting.ts';
import { peopleSentences } from '../show/people.ts';

type ShowOptions = { url?: string; json?: boolean };

export async function show(id: string, options: ShowOptions, context: Context): Promise<number> {
  const view = await connectOnce(context, options.url).get(id, { people: true });
  printRequest(view, options, context);
  return exit.ok;
}

export async function withdraw(
  id: string,
  options: ShowOptions,
  context: Context,
): Promise<number> {
  const view = await connectFrom(context, options.url).withdraw(id);
  printRequest(view, options, context);
  return exit.ok;
}

function printRequest(view: RequestView, { json }: ShowOptions, { stdout }: Context): void {
  if (json) {
    stdout.write(`${jsonLine(view)}\n`);
    return;
  }
  const columns = stdout.columns || 100;
  stdout.write(`${requestLines(view, columns, styleFor(stdout)).join('\n')}\n`);
}

function requestLines(view: RequestView, columns: number, style: Style): string[] {
  const mark = { approved: style.good('✓'), pending: style.busy('●') } as const;
  const sign =
    view.status === 'approved' || view.status === 'pending' ? mark[view.status] : style.bad('✗');
  return [
    `${style.strong(titleOf(view))}  ${style.dim(inert(view.id))}`,
    ...wrap(changeFacts(view).join(' · '), columns).map((line) => style.dim(line)),
    '',
    `${sign} ${decisionOf(view)}`,
    ...stageLines(view, columns - 2, style).map((line) => `  ${line}`),
    ...[inert(view.explanation), ...peopleSentences(view)]
      .flatMap((sentence) => wrap(sentence, columns - 2))
      .map((line) => `  ${line}`),
    '',
    ...factLines(view).map(([name, value]) => `${style.dim(name.padEnd(9))} ${value}`),
  ];
}

function factLines(view: RequestView): [name: string, value: string][] {
  const { change, started, outcome, grant } = view;
  return [
    ['asked by', `${inert(view.identity.name)} at ${instant(view.createdAt)}`],
    ...(view.reason === undefined ? [] : [['reason', inert(view.reason)] as [string, string]]),
    ...(view.tickets ?? []).map(({ key, url }): [string, string] => [
      'ticket',
      inert([key, url].filter(Boolean).join(' ')),
    ]),
    ...(change?.repository === undefined
      ? []
      : [['from', inert(change.repository)] as [string, string]]),
    ...placesOf(view).map(({ place, link }): [string, string] => [
      'asked in',
      [place, link].filter(Boolean).join(' '),
    ]),
    ['expires', instant(view.expiresAt)],
    ...(started === undefined ? [] : [['started', instant(started.at)] as [string, string]]),
    ...(grant === undefined ? [] : [['grant', grantOf(grant)] as [string, string]]),
    ...(outcome === undefined
      ? []
      : [['outcome', inert(`${outcome.status} at ${instant(outcome.at)}`)] as [string, string]]),
    ['digest', inert(view.digest)],
  ];
}
