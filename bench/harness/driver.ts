import { Client } from 'undici';
import type { RequestView } from '@countersign/core/wire/request-view';
import type { Secrets } from './deployment.ts';

/** One bot, with a connection of its own that it keeps: one call at a time. */
export type Bot = {
  /** Before its first call: all at once, connections are taken up one a turn of the service's loop. */
  connect(): Promise<void>;
  submit(resource: string): Promise<RequestView>;
  /** Held by the service until the request is decided, for a minute at most, or until it stops. */
  hold(id: string): Promise<RequestView>;
  /** As {@link Bot.hold}; throws where the answer is not an approval. */
  approved(id: string): Promise<RequestView>;
};

/** The load: bots that ask and wait. */
export type Driver = {
  bot(): Bot;
  /** One line of the service's metrics, named with its labels. */
  gauge(name: string): Promise<number>;
  close(): Promise<void>;
};

export function createDriver(url: string, { bot: { key } }: Secrets): Driver {
  const clients: Client[] = [];
  const connect = () => {
    const client = new Client(url, { headersTimeout: 90_000 });
    clients.push(client);
    return client;
  };
  const own = connect();
  return {
    bot: () => createBot(connect(), key),
    async gauge(name) {
      const lines = (await call(own, 'GET', '/metrics', {})).split('\n');
      // A gauge without a line has nothing to count.
      return Number(lines.find((line) => line.startsWith(`${name} `))?.slice(name.length) ?? 0);
    },
    async close() {
      await Promise.all(clients.map((client) => client.destroy()));
    },
  };
}

function createBot(client: Client, key: string): Bot {
  const authorization = `Bearer ${key}`;
  const hold: Bot['hold'] = async (id) => {
    const headers = { authorization, prefer: 'wait=60' };
    return JSON.parse(await call(client, 'GET', `/v1/requests/${id}`, headers));
  };
  return {
    connect: async () => void (await call(client, 'GET', '/healthz', {})),
    async submit(resource) {
      const headers = {
        authorization,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      };
      return JSON.parse(await call(client, 'POST', '/v1/requests', headers, submission(resource)));
    },
    hold,
    async approved(id) {
      const view = await hold(id);
      if (view.status === 'approved') return view;
      throw new Error(`${id} was to be approved and is ${view.status}: ${view.explanation}`);
    },
  };
}

async function call(
  client: Client,
  method: 'GET' | 'POST',
  path: string,
  headers: Record<string, string>,
  body: string | null = null,
): Promise<string> {
  const answer = await client.request({ method, path, headers, body });
  const text = await answer.body.text();
  if (answer.statusCode < 300) return text;
  throw new Error(`${method} ${path} answered ${answer.statusCode}: ${text}`);
}

const diff = `diff --git a/config/limits.yaml b/config/limits.yaml
--- a/config/limits.yaml
+++ b/config/limits.yaml
@@ -1,3 +1,3 @@
 payments:
-  maxAmount: 1000
+  maxAmount: 5000
   currency: EUR
`;

/** As large as a usual small change. */
function submission(resource: string): string {
  return JSON.stringify({
    action: 'deploy',
    resource,
    environment: 'production',
    parameters: { version: '4.2.0', replicas: 3 },
    change: {
      summary: 'Raise the payment limit for verified shops',
      repository: 'acme/payments',
      commit: '4f2c1e9a7b3d',
      diff,
      command: ['helm', 'upgrade', 'payments', './chart', '--atomic'],
    },
    reason: 'Shops asked for it; tested on staging since Monday.',
    tickets: [
      { key: 'OPS-214', title: 'Raise limits', url: 'https://tickets.example.com/OPS-214' },
    ],
  });
}
