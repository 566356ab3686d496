import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { styleText } from 'node:util';
import { startSlackDouble } from '@countersign/emulator';
import { loadConfig } from '@countersign/server/config/load';
import { startServer } from '@countersign/server/main';
import { startReceiver } from './demo/receiver.ts';
import { demoSecrets } from './demo/secrets.ts';
import { workspace } from './demo/workspace.ts';

/** `npm start`: the service on its embedded store, with the Slack double in place of Slack. */
const root = resolve(import.meta.dirname, '..');
const data = resolve(process.env.COUNTERSIGN_DATA ?? join(root, '.countersign'));
const host = process.env.HOST ?? '127.0.0.1';
const port = Number(process.env.PORT ?? 4774);

const secrets = demoSecrets(data);
const receiver = await startReceiver(
  secrets.webhookSecret,
  ({ type, data: { request, resource } }) =>
    console.log(`  ${styleText('dim', 'webhook')}  ${type} for ${resource} (${request})`),
);
const slack = await startSlackDouble({
  // The page's address stays the same over restarts, next to the service's own.
  port: port === 0 ? 0 : port + 1,
  signingSecret: secrets.signingSecret,
  botToken: secrets.botToken,
  workspace,
  // An event that was missed during a restart still arrives, as Slack's would.
  autoRetryEvents: 1_000,
});
const config = loadConfig(join(root, 'examples/local/countersign.yaml'), {
  ...process.env,
  COUNTERSIGN_DATA: data,
  LOCAL_KEY_ID: secrets.key.id,
  LOCAL_KEY_HASH: secrets.key.hash,
  LOCAL_WEBHOOK_URL: receiver.url,
  LOCAL_WEBHOOK_SECRET: secrets.webhookSecret,
  LOCAL_BOT_TOKEN: secrets.botToken,
  LOCAL_SIGNING_SECRET: secrets.signingSecret,
  LOCAL_SLACK_API_URL: slack.apiUrl,
});
const server = await startServer(config);
slack.setRequestUrls({
  interactivity: `${server.url}/slack/interactivity`,
  commands: `${server.url}/slack/commands`,
  events: `${server.url}/slack/events`,
});

// The key goes into a file of its owner's, not into the shell's history.
const bot = join(data, 'bot.env');
writeFileSync(
  bot,
  [
    `export PATH='${join(root, 'node_modules/.bin')}':"$PATH"`,
    `export COUNTERSIGN_URL='${server.url}'`,
    `export COUNTERSIGN_API_KEY='${secrets.key.key}'`,
    '',
  ].join('\n'),
  { mode: 0o600 },
);

const command = `. '${bot}' && countersign run --action deploy --env production --resource payments-api --diff HEAD~1..HEAD -- echo deployed`;
const [kept, key] = [join(data, 'log'), join(data, 'log.key.pub')];
const proof = `countersign log export --out '${kept}' && countersign log verify --key '${key}' '${kept}'`;
console.log(`
${styleText('bold', 'Countersign is ready.')} ${host === '127.0.0.1' ? 'Nothing leaves this machine.' : ''}

  Open this page and choose who you are:
  ${styleText('cyan', slack.url)}

  Paste this in any git repository; it is a bot that asks:
  ${styleText('cyan', command)}

  ${styleText('dim', 'Afterwards, in the same shell, verify the log of it:')}
  ${styleText('dim', proof)}

  ${styleText('dim', `API ${server.url}/openapi.json   data ${data}   stop with Ctrl-C`)}
`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await server.close();
  await slack.close();
  receiver.server.close();
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
