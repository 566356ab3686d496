import { readFile } from 'node:fs/promises';
import type { Service } from './bench.ts';
import type { ChatName } from './chat.ts';
import { atMost, type Figure } from './figure.ts';

/** Linux counts in hundredths of a second, whatever the kernel was built with (`man 5 proc`). */
const TICKS_PER_SECOND = 100;

/**
 * Milliseconds of processor time that a process has taken up: what is left of a measure when other
 * work shares the machine. Null where there is no /proc.
 */
export async function processorMs(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // The command's name, in parentheses, may hold spaces.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined) return null;
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1_000;
}

/** What the service has spent so far; and the double and the load, which share its processors. */
export async function spentBy({ server, chat }: Service): Promise<Spent> {
  const [service, double, load] = await Promise.all(
    [server.pid, chat.pid, process.pid].map((pid) => processorMs(pid)),
  );
  return { service: service ?? null, double: double ?? null, load: load ?? null };
}

/** Milliseconds. */
export type Spent = { [party in 'service' | 'double' | 'load']: number | null };

export function sum(parts: Spent[]): Spent {
  return combine(parts, (values) => values.reduce((total, value) => total + value, 0));
}

export function between(before: Spent, after: Spent): Spent {
  return combine([before, after], ([from = 0, to = 0]) => to - from);
}

/** Per flow; names as of old for Slack: what the service spends goes without saying. */
export function perFlow(chat: ChatName, store: string, spent: Spent, flows: number): Figure[] {
  const suffix = chat === 'slack' ? store : `${chat}.${store}`;
  const parties = {
    service: chat === 'slack' ? '' : 'service.',
    double: chat === 'slack' ? 'slack.' : 'double.',
    load: 'load.',
  };
  return (['service', 'double', 'load'] as const).flatMap((party) => {
    const value = spent[party];
    if (value === null) return [];
    const name = `flow.processor.${parties[party]}${suffix}`;
    return [atMost(null, { name, value: value / flows, unit: 'ms' })];
  });
}

/** Unknown where one of them is. */
function combine(parts: Spent[], how: (values: number[]) => number): Spent {
  const of = (party: keyof Spent) => {
    const values = parts.map((part) => part[party]).filter((value) => value !== null);
    return values.length === parts.length ? how(values) : null;
  };
  return { service: of('service'), double: of('double'), load: of('load') };
}
