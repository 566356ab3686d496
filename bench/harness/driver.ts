import { Pool } from 'undici';
import type { Message } from '@countersign/emulator';
import type { RequestView } from '@countersign/core/wire/request-view';
import { clickOf, signedBody } from './click.ts';
import type { Secrets } from './deployment.ts';

/** The load: a bot that asks and waits, and people who click. */
export type Driver = {
  submit(resource: string): Promise<RequestView>;
  /** Held by the service until the request is decided, for a minute at most, or until it stops. */
  hold(id: string): Promise<RequestView>;
  /** As {@link Driver.hold}; throws where the answer is not an approval. */
  approved(id: string): Promise<RequestView>;
  /** Resolves with the acknowledgement. */
  approve(card: Message, user: string): Promise<void>;
  /** One line of the service's metrics, named with its labels. */
  gauge(name: string): Promise<number>;
  close(): Promise<void>;
};

export function createDriver(url: string, { bot, signingSecret }: Secrets): Driver {
  // A connection for each that waits, as from as many bots.
  const pool = new Pool(url, { connections: null, pipelining: 1, headersTimeout: 90_000 });
  const authorization = `Bearer ${bot.key}`;

  const call = async (
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string>,
    body: string | null = null,
  ): Promise<string> => {
    const answer = await pool.request({ method, path, headers, body });
    const text = await answer.body.text();
    if (answer.statusCode < 300) return text;
    throw new Error(`${method} ${path} answered ${answer.statusCode}: ${text}`);
  };

  const hold: Driver['hold'] = async (id) => {
    const headers = { authorization, prefer: 'wait=60' };
    return JSON.parse(await call('GET', `/v1/requests/${id}`, headers));
  };

  return {
    async submit(resource) {
      const headers = {
        authorization,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      };
      return JSON.parse(await call('POST', '/v1/requests', headers, submissionOf(resource)));
    },
    hold,
    async approved(id) {
      const view = await hold(id);
      if (view.status === 'approved') return view;
      throw new Error(`${id} was to be approved and is ${view.status}: ${view.explanation}`);
    },
    async approve(card, user) {
      const { headers, body } = signedBody(signingSecret, clickOf(card, user));
      await call('POST', '/slack/interactivity', headers, body);
    },
    async gauge(name) {
      const lines = (await call('GET', '/metrics', {})).split('\n');
      // A gauge without a line has nothing to count.
      return Number(lines.find((line) => line.startsWith(`${name} `))?.slice(name.length) ?? 0);
    },
    close: () => pool.destroy(),
  };
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
function submissionOf(resource: string): string {
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
