import type { Store } from './ports/store.ts';

export type MetricSources = {
  store: Pick<Store, 'requests' | 'deliveries' | 'log'>;
  waiters: { count(): number };
  /** Milliseconds since the epoch. */
  now: () => number;
};

export type Metrics = {
  /** As Prometheus reads it. */
  read(): Promise<{ contentType: string; text: string }>;
  voted(result: string): void;
  answered(method: string, route: string, status: number, seconds: number): void;
};

/** Counts what operators watch. Its library is loaded when there is something to count: it takes 90 modules. */
export function createMetrics(sources: MetricSources): Metrics {
  let prometheus: Promise<Metrics> | undefined;
  const load = async () => (await import('./prometheus.ts')).createPrometheus(sources);
  const loaded = () => (prometheus ??= load());
  return {
    read: async () => (await loaded()).read(),
    voted: (result) => void loaded().then((metrics) => metrics.voted(result)),
    answered: (...call) => void loaded().then((metrics) => metrics.answered(...call)),
  };
}
