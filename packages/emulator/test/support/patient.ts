type Waits = { until: (holds: () => boolean, withinMs?: number) => Promise<void> };

const PATIENCE_MS = 60_000;

/** A double that is waited for as long as anything else is in tests: a busy machine takes its time. */
export function patient<D extends Waits>(double: D): D {
  const { until } = double;
  return Object.assign(double, {
    until: (holds: () => boolean, withinMs = PATIENCE_MS) => until(holds, withinMs),
  });
}
