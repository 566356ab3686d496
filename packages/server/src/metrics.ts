import type { Store } from './ports/store.ts';

export type MetricSources = {
  store: Pick<
    Store,
    'requests' | 'reviews' | 'grants' | 'credentials' | 'deliveries' | 'log' | 'ready'
  >;
  waiters: { count(): number };
  /** Milliseconds since the epoch. */
  now: () => number;
};

export type Counts = {
  /** As Prometheus reads it. */
  read(): Promise<{ contentType: string; text: string }>;
  voted(result: string): void;
  /** Somebody decided on this platform, so long after they could see the request. */
  decided(platform: string, seconds: number): void;
  answered(method: string, route: string, status: number, seconds: number): void;
};

export type Metrics = Counts & {
  /** Once all is counted that came before. */
  settled(): Promise<void>;
};

/** Counts what operators watch. Its library, of 90 modules, is loaded when there is something to count. */
export function createMetrics(sources: MetricSources): Metrics {
  let prometheus: Promise<Counts> | undefined;
  const load = async () => (await import('./prometheus.ts')).createPrometheus(sources);
  const loaded = () => (prometheus ??= load());
  return {
    read: async () => (await loaded()).read(),
    voted: (result) => void loaded().then((counts) => counts.voted(result)),
    decided: (...took) => void loaded().then((counts) => counts.decided(...took)),
    answered: (...call) => void loaded().then((counts) => counts.answered(...call)),
    settled: async () => void (await prometheus),
  };
}
