import type { RequestView } from '@countersign/core/wire/types';
import { connectOnce, type Context } from '../context.ts';
import { exit } from '../exit.ts';
import { titleOf } from '../show/describe.ts';
import { styleFor, type Style } from '../show/style.ts';
import { fit, inert, jsonLine, widthOf } from '../show/text.ts';
import { lasting } from '../show/time.ts';

export type ListCommandOptions = {
  url?: string;
  json?: boolean;
  status?: RequestView['status'];
  limit: number;
};

/** The caller's own requests, newest first: aligned for people, tab-separated in a pipe. */
export async function list(options: ListCommandOptions, context: Context): Promise<number> {
  const { stdout, stderr } = context;
  const { status, limit } = options;
  const { items, next } = await connectOnce(context, options.url).list({ status, limit });
  if (options.json) for (const view of items) stdout.write(`${jsonLine(view)}\n`);
  else if (!stdout.isTTY) for (const view of items) stdout.write(`${fields(view).join('\t')}\n`);
  else
    for (const line of table(items, stdout.columns || 80, styleFor(stdout)))
      stdout.write(`${line}\n`);
  if (items.length === 0 && !options.json) stderr.write('No requests.\n');
  if (next !== undefined && !options.json) stderr.write('There are more: give a larger --limit.\n');
  return exit.ok;
}

function fields(view: RequestView): string[] {
  const { id, status, createdAt } = view;
  return [id, status, titleOf(view), createdAt, decidersOf(view), runOf(view)].map((field) =>
    inert(field),
  );
}

function summaryOf(view: RequestView): string {
  const deciders = decidersOf(view);
  const by = deciders === '' ? '' : `by ${inert(deciders)}`;
  return [titleOf(view), by, runOf(view)].filter((part) => part !== '').join(' · ');
}

function decidersOf({ decision }: RequestView): string {
  return decision?.by.map(({ name }) => name).join(', ') ?? '';
}

/** What became of an approval, and whether somebody has yet to look at an emergency. */
function runOf(view: RequestView): string {
  const review = view.emergency?.review.status ?? 'done';
  const left = review === 'done' ? [] : [`review ${review}`];
  return [endOf(view), ...left].filter((part) => part !== '').join(', ');
}

function endOf({ status, started, outcome }: RequestView): string {
  if (outcome) {
    const code = outcome.status === 'failed' ? outcome.exitCode : undefined;
    return code === undefined ? outcome.status : `${outcome.status} (${code})`;
  }
  if (status !== 'approved') return '';
  return started ? 'started' : 'not started';
}

function table(items: RequestView[], columns: number, style: Style): string[] {
  const now = Date.now();
  const rows = items.map((view) => ({
    view,
    age: `${lasting(now - Date.parse(view.createdAt))} ago`,
    id: inert(view.id),
  }));
  const idWidth = Math.max(0, ...rows.map(({ id }) => widthOf(id)));
  const ageWidth = Math.max(0, ...rows.map(({ age }) => age.length));
  return rows.map(({ view, age, id }) => {
    const title = fit(summaryOf(view), Math.max(10, columns - idWidth - ageWidth - 16));
    const gap = ' '.repeat(Math.max(1, columns - idWidth - ageWidth - 15 - widthOf(title)));
    const status = statusStyle(view.status, style)(view.status.padEnd(9));
    return `${status}  ${title}${gap}${style.dim(`${id.padEnd(idWidth)}  ${age.padStart(ageWidth)}`)}`;
  });
}

function statusStyle(status: RequestView['status'], style: Style): (text: string) => string {
  if (status === 'approved') return style.good;
  return status === 'rejected' ? style.bad : status === 'pending' ? style.busy : style.dim;
}
