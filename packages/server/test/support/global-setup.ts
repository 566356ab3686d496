import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { startCluster, type Cluster } from './postgres-cluster.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Answers with the URL of the run's PostgreSQL, started when it is first asked for. */
    postgresBroker: string;
  }
}

/** One PostgreSQL for the whole run, and none for a run that needs none. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let cluster: Promise<Cluster> | undefined;
  const broker = createServer((_request, response) => {
    cluster ??= existing() ?? startCluster();
    cluster.then(
      ({ url }) => response.end(url),
      (error: Error) => response.writeHead(503).end(error.message),
    );
  });
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve));
  const address = broker.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  project.provide('postgresBroker', `http://127.0.0.1:${port}`);
  return async () => {
    broker.closeAllConnections();
    broker.close();
    await cluster?.then(
      (started) => started.stop(),
      () => undefined,
    );
  };
}

function existing(): Promise<Cluster> | undefined {
  const url = process.env['TEST_DATABASE_URL'];
  return url ? Promise.resolve({ url, stop: async () => undefined }) : undefined;
}
