import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { decodeYaml } from '@countersign/core/yaml/decode';
import type { Finding, YamlFault } from '@countersign/core/yaml/fault';
import { readYaml } from '@countersign/core/yaml/yaml';
import { writtenAddresses } from './fallback.ts';
import { fillIn } from './fill-in.ts';
import { ownNames } from './issuer.ts';
import { judge } from './judge.ts';
import { loadPolicy, type LoadedPolicy } from './policy.ts';
import type { Config } from './shape.ts';
import { storeIn, storeUrl } from './store-url.ts';
import { writtenAdmins } from './target.ts';

export type LoadedConfig = Config & {
  /** Absolute. */
  data: string;
  store: string;
  loadedPolicy: LoadedPolicy;
};

/** Everything that is wrong, at once; each line says where and what to do. */
export class ConfigError extends Error {
  readonly faults: string[];
  constructor(faults: string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

type Env = { [name: string]: string | undefined };

/**
 * Reads the configuration file and the policy it names. `HOST`, `PORT`, `COUNTERSIGN_DATA` and
 * `DATABASE_URL` of the environment win over the file.
 */
export async function loadConfig(path: string, env: Env): Promise<LoadedConfig> {
  const file = resolve(path);
  const decoded = decodeYaml(readBytes(file, "Set COUNTERSIGN_CONFIG to the file's path."));
  if (decoded.text === null) throw new ConfigError([line(path, decoded.fault)]);
  const read = readYaml(decoded.text);
  if (!read.ok) throw new ConfigError(read.faults.map((fault) => line(path, fault)));
  const { value, faults, locate } = read.source;
  const filled = fillIn(value, env);
  const { config, findings } = judge(withEnvironment(filled.value, env));
  const told = [
    ...filled.findings,
    ...writtenAddresses(value),
    ...writtenAdmins(value),
    ...oddPort(env),
    ...oddStore(env),
  ];
  const found = [...faults, ...[...told, ...besides(told, findings)].map(locate)]
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
    .map((fault) => line(path, fault));
  const policy = await policyFaults(value, file, config);
  if (!config || found.length > 0 || !policy.loaded) {
    throw new ConfigError([...found, ...policy.faults]);
  }
  const data = resolve(dirname(file), config.data);
  const store = storeIn(dirname(file), config.store ?? `sqlite:${join(data, 'countersign.db')}`);
  const targets = config.targets.map((one) =>
    one.kind === 'ssh' ? { ...one, caFile: resolve(dirname(file), one.caFile) } : one,
  );
  return { ...config, targets, data, store, loadedPolicy: policy.loaded };
}

function oddPort({ PORT }: Env): Finding[] {
  if (!PORT || (/^\d{1,5}$/u.test(PORT) && Number(PORT) <= 65_535)) return [];
  const message = 'PORT in the environment must be a whole number from 0 to 65535.';
  return [{ path: ['listen', 'port'], message }];
}

/** The file may say nothing of a store, or something else: it is not there that it is put right. */
function oddStore({ DATABASE_URL }: Env): Finding[] {
  if (!DATABASE_URL) return [];
  const result = storeUrl.safeParse(DATABASE_URL);
  return (result.error?.issues ?? []).map(({ message }) => ({
    path: ['store'],
    message: `DATABASE_URL in the environment ${message}.`,
  }));
}

/** What the environment got wrong is told once, not again as a value that does not fit. */
function besides(before: Finding[], findings: Finding[]): Finding[] {
  const told = new Set(before.map(({ path }) => path.join('\0')));
  return findings.filter(({ path }) => !told.has(path.join('\0')));
}

/** The policy's faults are told together with the configuration's own. */
async function policyFaults(value: unknown, file: string, config: Config | undefined) {
  const named = (value as { policy?: unknown } | null)?.policy;
  if (typeof named !== 'string' || named === '') return { loaded: null, faults: [] };
  // Without a valid configuration nobody knows which names exist.
  const known = config
    ? {
        webhooks: config.webhooks.map((w) => w.name),
        people: config.people.map((p) => p.id),
        fallbacks: config.fallbacks.map((f) => f.name),
        platforms: (['slack', 'teams'] as const).filter((name) => config[name] !== undefined),
        targets: config.targets.map((t) => t.name),
        ownAudiences: ownNames(config),
        ...(config.channels && { channels: channelsOf(config.channels) }),
      }
    : null;
  const path = resolve(dirname(file), named);
  try {
    const read = await loadPolicy(path, known);
    if (read.loaded) return { loaded: read.loaded, faults: [] };
    return {
      loaded: null,
      faults: read.faults.map((fault) =>
        line(fault.file === undefined ? named : beside(named, fault.file), fault),
      ),
    };
  } catch (error) {
    return {
      loaded: null,
      faults: [unreadable(path, error, 'Set policy in the configuration to its path.')],
    };
  }
}

function channelsOf({ slack, teams }: NonNullable<Config['channels']>): string[] {
  return [...slack, ...teams];
}

/** As the operator would write it. */
function beside(policy: string, file: string): string {
  const folder = dirname(policy);
  return folder === '.' ? file : `${folder}/${file}`;
}

function withEnvironment(value: unknown, env: Env): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const config = value as { listen?: unknown };
  const listen = {
    ...(typeof config.listen === 'object' ? config.listen : {}),
    ...(env.HOST ? { host: env.HOST } : {}),
    ...(env.PORT ? { port: Number(env.PORT) } : {}),
  };
  return {
    ...config,
    ...(env.HOST || env.PORT ? { listen } : {}),
    ...(env.COUNTERSIGN_DATA ? { data: resolve(env.COUNTERSIGN_DATA) } : {}),
    ...(env.DATABASE_URL ? { store: storeIn('.', env.DATABASE_URL) } : {}),
  };
}

function readBytes(path: string, hint: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new ConfigError([unreadable(path, error, hint)]);
  }
}

function unreadable(path: string, error: unknown, hint: string): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `${path} can't be read: ${reason}. ${hint}`;
}

function line(file: string, { path, line: at, column, message, hint }: YamlFault): string {
  const where = path === '' ? '' : ` ${path}:`;
  return `${file}:${at}:${column}${where} ${message}${hint ? ` ${hint}` : ''}`;
}
