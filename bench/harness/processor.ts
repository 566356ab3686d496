import { readFile } from 'node:fs/promises';

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
