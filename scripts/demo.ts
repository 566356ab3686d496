import { join, resolve } from 'node:path';
import { styleText } from 'node:util';
import { loadConfig } from '@countersign/server/config/load';
import { startServer } from '@countersign/server/main';
import { StartError } from '@countersign/server/start-error';
import { writeBotEnv } from './demo/bot-env.ts';
import { startDoubles } from './demo/doubles.ts';
import { plainly } from './demo/plainly.ts';
import { startReceiver } from './demo/receiver.ts';
import { repostOpenRequests } from './demo/repost.ts';
import { demoSecrets, localEnvironment } from './demo/secrets.ts';

/** `npm start`: the service on its embedded store, with doubles in place of Slack and of Teams. */
const root = resolve(import.meta.dirname, '..');
const data = resolve(process.env.COUNTERSIGN_DATA ?? join(root, '.countersign'));

try {
  await demo();
} catch (error) {
  // What is somebody's to put right is said plainly; anything else keeps its stack.
  console.error(plainly(error) ?? error);
  // Half of it may be listening already.
  process.exit(1);
}

async function demo(): Promise<void> {
  const secrets = demoSecrets(data);
  const receiver = await startReceiver(
    secrets.webhookSecret,
    ({ type, data: { request, resource } }) =>
      console.log(`  ${styleText('dim', 'webhook')}  ${type} for ${resource} (${request})`),
  );
  const config = await loadConfig(join(root, 'examples/local/countersign.yaml'), {
    ...process.env,
    COUNTERSIGN_DATA: data,
    ...(await localEnvironment(secrets, { webhookUrl: receiver.url, data })),
  });
  await repostOpenRequests(config);
  const { host, port } = config.listen;
  const doubles = await startDoubles(secrets, {
    host,
    port: pagePort(port),
    // An event that was missed during a restart still arrives, as Slack's would.
    autoRetryEvents: 1_000,
  });
  const server = await startServer(doubles.inPlaceOfReal(config));
  doubles.connect(server.url);
  const bot = join(data, 'bot.env');
  const { key } = secrets.key;
  // Only now: a start that was refused leaves the running one's as it is.
  writeBotEnv(bot, { bin: join(root, 'node_modules/.bin'), url: server.url, key });
  welcome({ page: doubles.slack.url, api: server.url, bot, host });

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await server.close();
    await doubles.close();
    receiver.server.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}

/** The page's address stays the same over restarts, next to the service's own. */
function pagePort(port: number): number {
  if (port < 65_535) return port === 0 ? 0 : port + 1;
  throw new StartError('PORT must be 65534 at most: the page takes the port after it.');
}

function welcome({ page, api, bot, host }: { [name in 'page' | 'api' | 'bot' | 'host']: string }) {
  const isLocal = ['127.0.0.1', '::1', 'localhost'].includes(host);
  const reach = isLocal
    ? 'Nothing leaves this machine.'
    : 'Whoever reaches the page can act as any of its people.';
  const command = `. '${bot}' && countersign run --action deploy --env production --resource payments-api --diff HEAD~1..HEAD -- echo deployed`;
  const [kept, key] = [join(data, 'log'), join(data, 'log.key.pub')];
  const proof = `countersign log export --out '${kept}' && countersign log verify --key '${key}' '${kept}'`;
  console.log(`
${styleText('bold', 'Countersign is ready.')} ${reach}

  Open this page, which is Slack and Teams in miniature, and choose who you are:
  ${styleText('cyan', page)}

  Paste this in any git repository; it is a bot that asks:
  ${styleText('cyan', command)}

  ${styleText('dim', 'Afterwards, in the same shell, verify the log of it:')}
  ${styleText('dim', proof)}

  ${styleText('dim', `API ${api}/openapi.json   data ${data}   stop with Ctrl-C`)}
`);
}
