import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mintApiKey, type MintedKey } from '@countersign/server/identity/api-key';

export type DemoSecrets = {
  key: MintedKey;
  botToken: string;
  signingSecret: string;
  webhookSecret: string;
};

/** Made at the first start and kept with the data, so that a pasted command works after a restart. */
export function demoSecrets(data: string): DemoSecrets {
  const path = join(data, 'local-secrets.json');
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as DemoSecrets;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const made: DemoSecrets = {
    key: mintApiKey(randomBytes),
    botToken: `xoxb-local-${randomBytes(12).toString('hex')}`,
    signingSecret: randomBytes(16).toString('hex'),
    webhookSecret: `whsec_${randomBytes(32).toString('base64')}`,
  };
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeFileSync(path, JSON.stringify(made, null, 2), { mode: 0o600 });
  return made;
}
