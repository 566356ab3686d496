import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Status } from '@countersign/core/request/state';
import { QUICK_MS } from './app/decision-times.ts';
import type { Counts, MetricSources } from './metrics.ts';

/** A status that nothing has any more would keep its last number. */
const NO_REQUESTS: Record<Status, number> = {
  pending: 0,
  approved: 0,
  rejected: 0,
  expired: 0,
  withdrawn: 0,
};

/** What operators watch. Labels are closed sets: nothing that a bot or a person sends becomes one. */
export function createPrometheus(sources: MetricSources): Counts {
  const registry = new Registry();
  const registers = [registry];
  const { store, waiters, now } = sources;
  const byLabel = (
    name: string,
    help: string,
    label: string,
    read: () => Promise<{ [value: string]: number }>,
  ) =>
    registry.registerMetric(
      new Gauge({
        name,
        help,
        labelNames: [label],
        registers: [],
        async collect() {
          const counts = await read().catch(() => null);
          if (counts === null) this.reset();
          for (const [value, count] of Object.entries(counts ?? {})) {
            this.set({ [label]: value }, count);
          }
        },
      }),
    );
  byLabel('countersign_requests', 'Requests by status', 'status', async () => ({
    ...NO_REQUESTS,
    ...(await store.requests.countByStatus()),
  }));
  byLabel('countersign_deliveries', 'Deliveries that wait or are dead', 'state', async () => ({
    ...(await store.deliveries.counts()),
  }));
  byLabel(
    'countersign_emergency_reviews',
    'Emergency approvals by what became of their review',
    'status',
    () => store.reviews.countByStatus(),
  );
  byLabel(
    'countersign_credentials',
    'What grants hold open on other systems; stuck is what could not be closed for long',
    'status',
    () => store.credentials.countByStatus(),
  );
  const ageOf = (at: number | null) => (at === null ? null : Math.max(0, now() - at) / 1_000);
  const gauge = (name: string, help: string, read: () => number | null | Promise<number | null>) =>
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        async collect() {
          // What is not there has no value, not even 0; nor has what can't be read now.
          const value = await Promise.resolve(read()).catch(() => null);
          if (value === null) this.remove();
          else this.set(value);
        },
      }),
    );
  gauge(
    'countersign_deliveries_oldest_seconds',
    'Age of the oldest delivery that waits',
    async () => ageOf(await store.deliveries.oldest()),
  );
  gauge('countersign_grants_live', 'Grants that are neither over nor revoked', () =>
    store.grants.countLive(now()),
  );
  gauge('countersign_log_unsealed', 'Entries that have no place in the tree yet', () =>
    store.log.countUnsealed(),
  );
  gauge('countersign_log_checkpoint_age_seconds', 'Age of the latest checkpoint', async () =>
    ageOf((await store.log.latest())?.at ?? null),
  );
  gauge('countersign_store_up', 'Whether the store answers: 1 or 0', async () =>
    (await store.ready()).ok ? 1 : 0,
  );
  gauge('countersign_waiters', 'Calls that are held until a decision', () => waiters.count());
  const votes = new Counter({
    name: 'countersign_votes_total',
    help: 'Votes by what became of them',
    labelNames: ['result'],
    registers,
  });
  const decided = new Histogram({
    name: 'countersign_decision_seconds',
    help: 'How long people took to decide; quick is under three seconds',
    labelNames: ['platform', 'quick'],
    buckets: [1, 3, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400],
    registers,
  });
  const answered = new Histogram({
    name: 'countersign_http_seconds',
    help: 'Time to answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3],
    registers,
  });
  let isWatched = false;
  /** Measuring the event loop takes a timer every 10 ms: begun once somebody reads it. */
  const watchProcess = () => {
    if (!isWatched) collectDefaultMetrics({ register: registry });
    isWatched = true;
  };
  return {
    read: async () => {
      watchProcess();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
    voted: (result: string) => votes.inc({ result }),
    decided: (platform: string, seconds: number) =>
      decided.observe({ platform, quick: seconds * 1_000 < QUICK_MS ? 'yes' : 'no' }, seconds),
    answered: (method: string, route: string, status: number, seconds: number) =>
      answered.observe({ method, route, status }, seconds),
  };
}
