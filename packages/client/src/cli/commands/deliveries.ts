import type { DeadDelivery } from '@countersign/core/wire/types';
import { connectOnce, type Context } from '../context.ts';
import { exit } from '../exit.ts';
import { styleFor, type Style } from '../show/style.ts';
import { inert, jsonLine, wrap } from '../show/text.ts';
import { lasting } from '../show/time.ts';

export type DeliveriesOptions = { url?: string; json?: boolean };

/** What was given up, oldest first: told for people, tab-separated in a pipe. */
export async function listDeliveries(
  options: DeliveriesOptions & { limit: number },
  context: Context,
): Promise<number> {
  const { stdout, stderr } = context;
  const { limit, json } = options;
  const { items, next } = await connectOnce(context, options.url).deadDeliveries({ limit });
  const tell = teller(json === true, context);
  for (const delivery of items) stdout.write(`${tell(delivery)}\n`);
  if (items.length === 0 && !json) stderr.write('Nothing was given up.\n');
  if (next !== undefined && !json) stderr.write('There are more: give a larger --limit.\n');
  return exit.ok;
}

export async function retryDelivery(
  id: string,
  { url, json }: DeliveriesOptions,
  context: Context,
): Promise<number> {
  await connectOnce(context, url).retryDelivery(id);
  context.stdout.write(json ? `${jsonLine({ id })}\n` : `${inert(id)} is tried again.\n`);
  return exit.ok;
}

function teller(json: boolean, { stdout }: Context): (delivery: DeadDelivery) => string {
  if (json) return jsonLine;
  if (!stdout.isTTY) return (delivery) => fields(delivery).join('\t');
  const [style, now] = [styleFor(stdout), Date.now()];
  return (delivery) => lines(delivery, stdout.columns || 80, style, now).join('\n');
}

function fields({ id, task, lane, request = '', diedAt, error }: DeadDelivery): string[] {
  return [id, task, lane, request, diedAt, error].map((field) => inert(field));
}

function lines(delivery: DeadDelivery, columns: number, style: Style, now: number): string[] {
  const { id, task, lane, request, attempts, diedAt, error } = delivery;
  const times = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  const facts = [
    lane,
    ...(request === undefined ? [] : [request]),
    `${times}, given up ${lasting(now - Date.parse(diedAt))} ago`,
  ];
  return [
    `${style.bad('✗')} ${style.strong(inert(task))}  ${inert(id)}`,
    ...wrap(inert(error), columns - 2).map((line) => `  ${line}`),
    ...wrap(inert(facts.join(' · ')), columns - 2).map((line) => `  ${style.dim(line)}`),
  ];
}
