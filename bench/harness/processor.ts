import { readFile } from 'node:fs/promises';
import type { Service } from './bench.ts';
import { atMost, type Figure } from './figure.ts';

/** Linux counts in hundredths of a second, whatever the kernel was built with (`man 5 proc`). */
const TICKS_PER_SECOND = 100;

/**
 * Milliseconds of processor time that a process has taken up: what is left of a measure when other
 * work shares the machine. Null where there is no /proc.
 */
async function processorMs(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // The command's name, in parentheses, may hold spaces.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined) return null;
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1_000;
}

/** What the service has spent so far; and the double and the load, which share its processors. */
export async function spentBy({ server, slack }: Service) {
  const [service, double, load] = await Promise.all(
    [server.pid, slack.pid, process.pid].map((pid) => processorMs(pid)),
  );
  return { '': service, 'slack.': double, 'load.': load };
}

type Spent = Awaited<ReturnType<typeof spentBy>>;

export function perFlow(store: string, before: Spent, after: Spent, flows: number): Figure[] {
  return (['', 'slack.', 'load.'] as const).flatMap((party) => {
    const [from, to] = [before[party] ?? null, after[party] ?? null];
    if (from === null || to === null) return [];
    const name = `flow.processor.${party}${store}`;
    return [atMost(null, { name, value: (to - from) / flows, unit: 'ms' })];
  });
}
