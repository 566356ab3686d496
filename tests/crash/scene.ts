import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { connect } from '@countersign/client/sdk/countersign';
import { startSlackDouble } from '@countersign/emulator';
import { mintApiKey } from '@countersign/server/identity/api-key';
import { patient } from '../../packages/emulator/test/support/patient.ts';
import { workspace } from '../../scripts/demo/workspace.ts';
import { startReceiver } from './receiver.ts';
import { watchChannels } from './seen.ts';
import { startService } from './service.ts';

const LOOK_AGAIN_MS = 25;

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
  const slack = patient(
    await startSlackDouble({
      botToken,
      signingSecret,
      workspace,
      pace: false,
      // How fast the server is, is not asked here: it dies, and comes back.
      ackTimeoutMs: 60_000,
      triggerLifetimeMs: 60_000,
      now: () => now(),
    }),
  );
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
  const seen = watchChannels(slack);
  // Comes back as soon as there is somebody to come back to.
  const sleep = async () => {
    await service.up();
    await after(LOOK_AGAIN_MS);
  };
  const timing = { now: Date.now, random: Math.random, sleep };
  const bot = connect({ url: service.url, credential: key.key, timing });

  async function isQuiet(): Promise<boolean> {
    const metrics = await fetch(`${service.url}/metrics`);
    // Slack tries three times, minutes apart, so nobody may waste its tries on a dead server.
    await slack.retryEvents();
    if (slack.undeliveredEvents().length > 0) return false;
    return /countersign_deliveries\{state="waiting"\} 0\n/u.test(await metrics.text());
  }

  // One look serves all who are waiting.
  let looking: Promise<boolean> | null = null;
  const look = () =>
    (looking ??= isQuiet()
      .catch(() => false)
      .finally(() => (looking = null)));

  return {
    slack,
    service,
    bot,
    seen,
    webhooks: receiver.received,
    /** Resolves once nothing is left to deliver, in either direction. */
    async quiet() {
      do await sleep();
      while (!(await look()));
    },
    async close() {
      await service.close();
      await slack.close();
      await receiver.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}
