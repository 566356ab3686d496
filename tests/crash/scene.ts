import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { connect } from '@countersign/client/sdk/countersign';
import { startSlackDouble } from '@countersign/emulator';
import { mintApiKey } from '@countersign/server/identity/api-key';
import { workspace } from '../../scripts/demo/workspace.ts';
import { startReceiver } from './receiver.ts';
import { startService } from './service.ts';

export type Scene = Awaited<ReturnType<typeof startScene>>;

/** Slack, a bot and a receiver, which live on, and a server that does not. */
export async function startScene(store?: string) {
  const data = await mkdtemp(join(tmpdir(), 'countersign-crash-'));
  const key = mintApiKey(randomBytes);
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const botToken = 'xoxb-test-token';
  const signingSecret = randomBytes(16).toString('hex');
  let now = Date.now;
  const receiver = await startReceiver(secret, () => now());
  const slack = await startSlackDouble({
    botToken,
    signingSecret,
    workspace,
    pace: false,
    now: () => now(),
  });
  const service = await startService({
    // Another process of a shared database has to wait until the dead one's claims run out.
    deadForMs: store === undefined ? 0 : 31_000,
    env: {
      NODE_COMPILE_CACHE: join(data, 'compiled'),
      COUNTERSIGN_DATA: data,
      ...(store === undefined ? {} : { DATABASE_URL: store }),
      LOCAL_KEY_ID: key.id,
      LOCAL_KEY_HASH: key.hash,
      LOCAL_WEBHOOK_URL: receiver.url,
      LOCAL_WEBHOOK_SECRET: secret,
      LOCAL_BOT_TOKEN: botToken,
      LOCAL_SIGNING_SECRET: signingSecret,
      LOCAL_SLACK_API_URL: slack.apiUrl,
    },
  });
  now = service.now;
  slack.setRequestUrls({
    interactivity: `${service.url}/slack/interactivity`,
    commands: `${service.url}/slack/commands`,
    events: `${service.url}/slack/events`,
  });
  const bot = connect({
    url: service.url,
    credential: key.key,
    timing: { now: Date.now, random: Math.random, sleep: service.up },
  });

  /** Nothing is left to deliver, in either direction. */
  async function quiet(): Promise<void> {
    const isQuiet = async () => {
      await service.up();
      if ((await slack.retryEvents()).some(({ ok }) => !ok)) return false;
      const metrics = await (await fetch(`${service.url}/metrics`)).text();
      return /countersign_deliveries\{state="waiting"\} 0\n/u.test(metrics);
    };
    while (!(await isQuiet().catch(() => false))) await turn();
  }

  return {
    slack,
    service,
    bot,
    webhooks: receiver.received,
    quiet,
    async close() {
      await service.close();
      await slack.close();
      await receiver.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}
