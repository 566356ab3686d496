import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ConfigError, loadConfig, type LoadedConfig } from '../../src/config/load.ts';

export const policy = `version: 1
groups:
  approvers: { people: [ada] }
rules:
  - name: deploys
    match: { action: deploy }
    route: { slack: [C0RELEASES] }
    stages: [{ name: release, quorum: 1, groups: [approvers] }]
`;

/** A folder with these files, until the test is over. */
export function folder(files: { [name: string]: string | Uint8Array }): string {
  const path = mkdtempSync(join(tmpdir(), 'countersign-config-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

type Env = { [name: string]: string | undefined };

export async function load(
  config: string,
  env: Env = {},
  policyText = policy,
): Promise<LoadedConfig> {
  const path = folder({ 'countersign.yaml': config, 'policy.yaml': policyText });
  return loadConfig(join(path, 'countersign.yaml'), env);
}

/** What is wrong, one line a fault, without the folder's own name. */
export async function faultsOf(
  config: string,
  env: Env = {},
  policyText = policy,
): Promise<string[]> {
  try {
    await load(config, env, policyText);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map((fault) => fault.replace(/^\S*\/(?=[\w-]+\.yaml)/u, ''));
  }
}
