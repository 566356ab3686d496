import type { Cleanup } from './cleanup.ts';
import { freeUrl, makeSecrets, writeDeployment } from './deployment.ts';
import { createDriver, type Driver } from './driver.ts';
import type { Figure } from './figure.ts';
import { startServer, type Server } from './server.ts';
import { startSlack, type Slack } from './slack.ts';
import type { StoreName, Stores } from './stores.ts';

/** What every measure is made with. */
export type Bench = {
  quick: boolean;
  stores: Stores;
  /** Flags of Node for the service and the double. */
  flags: string[];
  /** Shared by all its servers. */
  cache: string;
  cleanup: Cleanup;
};

export type Measure = (bench: Bench, store: StoreName) => Promise<Figure[]>;

/** Of a service that runs and is warm; of several, each leaves it to the next. */
export type MeasureRunning = (
  service: Service,
  bench: Bench,
  store: StoreName,
) => Promise<Figure[]>;

/** A configured service on an empty store, with its Slack beside it; it does not run yet. */
export type Place = {
  start(): Promise<Service>;
  close(): Promise<void>;
};

export type Service = { server: Server; driver: Driver; slack: Slack; stop(): Promise<void> };

export async function openPlace(bench: Bench, storeName: StoreName): Promise<Place> {
  const secrets = makeSecrets();
  const { folder, url: store } = await bench.stores.fresh(storeName);
  const url = await freeUrl();
  const { signingSecret, botToken } = secrets;
  const slack = await startSlack({ signingSecret, botToken, appUrl: url }, bench.flags);
  bench.cleanup.add(() => slack.stop());
  const deployment = await writeDeployment({
    folder,
    url,
    store,
    secrets,
    slackApiUrl: slack.apiUrl,
    flags: bench.flags,
    cache: bench.cache,
  });
  return {
    async start() {
      const server = await startServer(deployment);
      bench.cleanup.add(() => server.stop());
      const driver = createDriver(server.url, secrets);
      const stop = async () => {
        // The service answers whoever it holds before it goes.
        await server.stop();
        await driver.close();
      };
      return { server, driver, slack, stop };
    },
    close: () => slack.stop(),
  };
}

/** One service on a store that was empty, for as long as `measure` takes. */
export async function withService(
  bench: Bench,
  store: StoreName,
  measure: (service: Service) => Promise<void>,
): Promise<void> {
  const place = await openPlace(bench, store);
  const service = await place.start();
  await Promise.race([measure(service), service.slack.failed]);
  await service.stop();
  await place.close();
}
