import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { mintApiKey, type MintedKey } from '@countersign/server/identity/api-key';
import { sealSecret } from '@countersign/server/seal-secret';

export type DemoSecrets = {
  key: MintedKey;
  botToken: string;
  signingSecret: string;
  teamsSecret: string;
  webhookSecret: string;
};

/** Made at the first start and kept with the data, so that a pasted command works after a restart. */
export function demoSecrets(data: string): DemoSecrets {
  const path = join(data, 'local-secrets.json');
  const kept = read(path);
  const secrets = { ...makeSecrets(), ...kept };
  // What an earlier version made lacks what has come since.
  if (Object.keys(kept).length < Object.keys(secrets).length) {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    writeFileSync(path, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  }
  return secrets;
}

export function makeSecrets(): DemoSecrets {
  return {
    key: mintApiKey(randomBytes),
    botToken: `xoxb-local-${randomBytes(12).toString('hex')}`,
    signingSecret: randomBytes(16).toString('hex'),
    teamsSecret: randomBytes(24).toString('base64url'),
    webhookSecret: `whsec_${randomBytes(32).toString('base64')}`,
  };
}

function read(path: string): Partial<DemoSecrets> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Partial<DemoSecrets>;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

/** What `examples/local/countersign.yaml` wants of the environment. */
export async function localEnvironment(
  { key, ...secrets }: DemoSecrets,
  { webhookUrl, data }: { webhookUrl: string; data: string },
): Promise<{ [name: string]: string }> {
  const stdin = Readable.from([Buffer.from(`npm_local-${randomBytes(12).toString('hex')}`)]);
  return {
    LOCAL_KEY_ID: key.id,
    LOCAL_KEY_HASH: key.hash,
    LOCAL_WEBHOOK_URL: webhookUrl,
    LOCAL_TOKEN_SEALED: await sealSecret('npm-token', { data, stdin }),
    LOCAL_WEBHOOK_SECRET: secrets.webhookSecret,
    LOCAL_BOT_TOKEN: secrets.botToken,
    LOCAL_SIGNING_SECRET: secrets.signingSecret,
    LOCAL_TEAMS_SECRET: secrets.teamsSecret,
  };
}
