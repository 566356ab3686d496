import { chatNames, startChat, type Chat, type ChatName } from './chat.ts';
import type { Cleanup } from './cleanup.ts';
import { freeUrl, makeSecrets, writeDeployment } from './deployment.ts';
import { createDriver, type Driver } from './driver.ts';
import type { Figure } from './figure.ts';
import { startServer, type Server } from './server.ts';
import type { StoreName, Stores } from './stores.ts';

/** What every measure is made with. */
export type Bench = {
  quick: boolean;
  stores: Stores;
  /** Flags of Node for the service and the double. */
  flags: string[];
  /** Shared by all its servers. */
  cache: string;
  /** Of the service, where a measure names none. */
  program: () => Promise<string>;
  cleanup: Cleanup;
  /** Flows a second of a program that does nothing else, once they are measured. */
  floor?: number;
};

export type Measure = (bench: Bench, store: StoreName) => Promise<Figure[]>;

/** Of services that run and are warm; of several measures, each leaves them to the next. */
export type MeasureRunning = (
  services: Services,
  bench: Bench,
  store: StoreName,
) => Promise<Figure[]>;

/** A configured service on an empty store, with its chat beside it; it does not run yet. */
export type Place = {
  start(program?: string): Promise<Service>;
  close(): Promise<void>;
};

export type Service = { server: Server; driver: Driver; chat: Chat; stop(): Promise<void> };

/** One with each chat, on a store of its own; null where there was no time for Teams. */
export type Services = { slack: Service; teams: Service | null };

export async function openPlace(
  bench: Bench,
  storeName: StoreName,
  chatName: ChatName = 'slack',
): Promise<Place> {
  const secrets = makeSecrets();
  const { folder, url: store } = await bench.stores.fresh(storeName);
  const url = await freeUrl();
  const chat = await startChat(chatName, { secrets, appUrl: url }, bench.flags);
  bench.cleanup.add(() => chat.stop());
  const deployment = await writeDeployment({
    folder,
    url,
    store,
    secrets,
    chat,
    flags: bench.flags,
    cache: bench.cache,
  });
  return {
    async start(program) {
      const server = await startServer(deployment, program ?? (await bench.program()));
      bench.cleanup.add(() => server.stop());
      const driver = createDriver(server.url, secrets);
      const stop = async () => {
        // The service answers whoever it holds before it goes.
        await server.stop();
        await driver.close();
      };
      return { server, driver, chat, stop };
    },
    close: () => chat.stop(),
  };
}

/** A service with each chat, on stores that were empty, for as long as `measure` takes. */
export async function withServices(
  bench: Bench,
  store: StoreName,
  measure: (services: Services) => Promise<void>,
): Promise<void> {
  // A quick run has its minute, and what is Teams' own shows on either store.
  const names = bench.quick && store === 'postgres' ? (['slack'] as const) : chatNames;
  const places = await Promise.all(names.map((chat) => openPlace(bench, store, chat)));
  const services = await Promise.all(places.map((place) => place.start()));
  const [slack, teams = null] = services;
  if (slack === undefined) throw new Error('There is no service with Slack.');
  await Promise.race([measure({ slack, teams }), ...services.map(({ chat }) => chat.failed)]);
  await Promise.all(services.map((service) => service.stop()));
  await Promise.all(places.map((place) => place.close()));
}
