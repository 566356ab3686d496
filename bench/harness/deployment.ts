import { randomBytes, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { mintApiKey } from '@countersign/server/identity/api-key';
import type { Chat } from './chat.ts';
import { peopleOn, policyOn } from './workspace.ts';

/** What a server is started from, as often as one likes. */
export type Deployment = {
  /** Path of the configuration. */
  config: string;
  url: string;
  /** Of Node. */
  flags: string[];
  /** Where the service keeps its compiled code from start to start. */
  cache: string;
};

/** What the parties of one bench know of each other. */
export type Secrets = {
  signingSecret: string;
  botToken: string;
  /** Of the app registration in Entra. */
  appId: string;
  appSecret: string;
  bot: ReturnType<typeof mintApiKey>;
};

export function makeSecrets(): Secrets {
  return {
    signingSecret: randomBytes(16).toString('hex'),
    botToken: `xoxb-bench-${randomBytes(12).toString('hex')}`,
    appId: randomUUID(),
    appSecret: randomBytes(20).toString('hex'),
    bot: mintApiKey(randomBytes),
  };
}

/** Where the service is going to listen. */
export async function freeUrl(): Promise<string> {
  return `http://127.0.0.1:${await freePort()}`;
}

/** Writes configuration and policy into `folder`: as in production, but for the chat's pace and one bot's limit. */
export async function writeDeployment(options: {
  folder: string;
  url: string;
  store: string;
  chat: Pick<Chat, 'name' | 'section'>;
  secrets: Secrets;
  flags: string[];
  cache: string;
}): Promise<Deployment> {
  const { folder, url, store, chat, secrets, flags, cache } = options;
  const config = join(folder, 'countersign.yaml');
  const { id, hash } = secrets.bot;
  // JSON is YAML.
  await writeFile(join(folder, 'policy.yaml'), JSON.stringify(policyOn(chat.name)));
  await writeFile(
    config,
    JSON.stringify({
      listen: { host: '127.0.0.1', port: Number(new URL(url).port) },
      data: folder,
      store,
      policy: 'policy.yaml',
      people: peopleOn(chat.name),
      identities: [{ id: 'bench-bot', name: 'bench-bot', owner: 'olga', keys: [{ id, hash }] }],
      ...chat.section,
      pace: { postMs: 0 },
      limits: { openRequests: 1_000_000 },
      logLevel: 'warn',
    }),
  );
  return { config, url, flags, cache };
}

function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
