import { atMost, type Figure } from './figure.ts';

/** The nearest rank: a value that was measured, never one between two. `of` from 0 to 100. */
export function percentile(samples: number[], of: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((of / 100) * sorted.length));
  const found = sorted[rank - 1];
  if (found === undefined) throw new Error('There is nothing to take a percentile of.');
  return found;
}

export function median(samples: number[]): number {
  return percentile(samples, 50);
}

const KINDS = ['p50', 'p95', 'p99'] as const;

/** `NAME.p50.STORE` and so on, in milliseconds, with goals for some of them. */
export function latencies(
  name: string,
  store: string,
  samples: number[],
  goals: { [kind in (typeof KINDS)[number]]?: number },
): Figure[] {
  return KINDS.map((kind) =>
    atMost(goals[kind] ?? null, {
      name: `${name}.${kind}.${store}`,
      value: percentile(samples, Number(kind.slice(1))),
      unit: 'ms',
    }),
  );
}
