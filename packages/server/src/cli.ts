import { randomBytes } from 'node:crypto';
import { didYouMean } from '@countersign/core/text/did-you-mean';
import { id } from './config/leaf.ts';
import { ConfigError, loadConfig } from './config/load.ts';
import { mintApiKey } from './identity/api-key.ts';
import { StartError } from './start-error.ts';
import { version } from './version.ts';

const USAGE = `countersign-server ${version}

  countersign-server start    start the service (the default)
  countersign-server check    read configuration and policy, and say all that is wrong
  countersign-server key      make an API key for a bot: the key, and what goes into the configuration
  countersign-server issuer-keys
                              print the keys that sign grants, with one more for several replicas
  countersign-server seal <target>   seal the secret on stdin for a target of the configuration

The configuration is ./countersign.yaml, or the file that COUNTERSIGN_CONFIG names.
HOST, PORT, COUNTERSIGN_DATA and DATABASE_URL win over it.
`;

const COMMANDS = ['start', 'check', 'key', 'issuer-keys', 'seal'];
const OPTIONS = ['--help', '--version'];

type Env = { [name: string]: string | undefined };

/** The command line of operators. Exit codes: 0 done, 1 error, 2 usage. */
export async function main(args: string[], env: Env): Promise<void> {
  const [command = 'start', ...rest] = args;
  if (rest.some(isHelp)) return help();
  const known = command === 'seal' ? rest.slice(1) : rest;
  if (known.length > 0) return usage(`“${rest.join(' ')}” is not understood.`, rest, OPTIONS);
  try {
    switch (command) {
      case 'start':
        return await start(env);
      case 'check':
        return await check(env);
      case 'key':
        return printKey();
      case 'issuer-keys':
        return await printIssuerKeys(env);
      case 'seal':
        return await printSealed(rest[0], env);
      case 'help':
      case '--help':
      case '-h':
        return help();
      case '--version':
        console.log(version);
        return;
      default:
        return usage(`There is no command “${command}”.`, args, [...COMMANDS, ...OPTIONS]);
    }
  } catch (error) {
    // What an operator can put right is said plainly; anything else keeps its stack.
    console.error(isPlain(error) ? error.message : error);
    process.exitCode = 1;
    // A start that failed half way may hold connections; nothing of it is worth waiting for.
    if (command === 'start') process.exit();
  }
}

function isPlain(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const isOurs = error instanceof ConfigError || error instanceof StartError;
  return isOurs || error.name === 'StoreError';
}

async function start(env: Env): Promise<void> {
  // Loaded here alone: `check` and `key` answer without the whole service.
  const { startServer } = await import('./main.ts');
  const server = await startServer(await loadConfig(configPath(env), env));
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void server.close();
    });
  }
}

/** With the keys that a start would refuse. */
async function check(env: Env): Promise<void> {
  const config = await loadConfig(configPath(env), env);
  const { checkKeys } = await import('./check-keys.ts');
  await checkKeys(config);
  console.log(`${configPath(env)} holds.`);
}

async function printSealed(target: string | undefined, env: Env): Promise<void> {
  if (target === undefined || !id.safeParse(target).success) {
    return usage(
      'Name the target that the secret is for, as in: countersign-server seal npm-token < secret',
      [],
      [],
    );
  }
  if (process.stdin.isTTY) console.error('Type the secret, and end it with Ctrl-D.');
  const data = env.COUNTERSIGN_DATA ?? (await loadConfig(configPath(env), env)).data;
  const { sealSecret } = await import('./seal-secret.ts');
  console.log(await sealSecret(target, { data, stdin: process.stdin }));
}

function configPath(env: Env): string {
  return env.COUNTERSIGN_CONFIG ?? 'countersign.yaml';
}

function printKey(): void {
  const { key, id, hash } = mintApiKey(randomBytes);
  console.log(`Give this to the bot as COUNTERSIGN_API_KEY; it is shown once:\n\n  ${key}\n`);
  console.log(
    `Put this under its identity in the configuration:\n\n  keys: [{ id: '${id}', hash: '${hash}' }]`,
  );
}

async function printIssuerKeys(env: Env): Promise<void> {
  const { nextIssuerKeys } = await import('./next-issuer-keys.ts');
  const { text, signsFrom } = nextIssuerKeys(await loadConfig(configPath(env), env), Date.now());
  console.error(
    `One more key, which signs from ${new Date(signsFrom).toISOString()} on, or later: once all replicas have had these for issuer.cacheSeconds and five minutes.`,
  );
  process.stdout.write(text);
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h';
}

function help(): void {
  console.log(USAGE);
}

function usage(fault: string, [given = '']: string[], known: string[]): void {
  const hint = didYouMean(given, known);
  console.error(`${hint === undefined ? fault : `${fault} ${hint}`}\n\n${USAGE}`);
  process.exitCode = 2;
}
