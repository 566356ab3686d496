import { join } from 'node:path';
import { MAX_LIFETIME_MS } from '@countersign/core/policy/shape/grant';
import type { Policy } from '@countersign/core/policy/policy';
import type { Reporter } from './app/context.ts';
import { issuerWarnings, ownNames } from './config/issuer.ts';
import type { LoadedConfig } from './config/load.ts';
import { createIssuer } from './issuer/issuer.ts';
import { openKeys, type Keys } from './issuer/keys.ts';
import { compareKeys } from './issuer/same-keys.ts';
import type { Issuer } from './ports/issuer.ts';
import type { Store } from './ports/store.ts';
import { StartError } from './start-error.ts';

/** Clocks differ, and a replica looks at its file once a minute. */
const SLACK_MS = 300_000;
const LOOK_EVERY_MS = 60_000;
const DAY_MS = 86_400_000;

type Options = {
  config: LoadedConfig;
  store: Pick<Store, 'issuerKeys'>;
  now: () => number;
  report: Reporter;
  /** Where it listens. */
  address: () => string;
};

/**
 * The issuer of grants. Its keys are read at the start where something wants them, and otherwise when
 * something does: most services grant nothing, and an RSA key takes its time to make.
 */
export async function openIssuer(options: Options): Promise<{
  issuer: Issuer;
  /** Milliseconds until it wants to be called again. */
  look: () => Promise<number>;
}> {
  const { config, store, now, report, address } = options;
  const { cacheSeconds } = config.issuer;
  let opened: Keys | undefined;
  const keys = () => (opened ??= keysOf(options));
  const issuer = createIssuer({
    keys: {
      published: () => keys().published(),
      signing: () => keys().signing(),
      refresh: () => keys().refresh(),
    },
    url: () => config.issuer.url ?? address(),
    ownNames: ownNames(config),
    cacheSeconds,
  });
  if (config.issuer.url !== undefined || grants(config.loadedPolicy.policy)) {
    const fault = await compareKeys(keys(), store.issuerKeys, now());
    if (fault !== null) throw new StartError(fault);
    for (const warning of issuerWarnings(config.issuer.url)) report.warn({}, warning);
  }
  return {
    issuer,
    async look() {
      if (!opened) return LOOK_EVERY_MS;
      opened.refresh();
      const fault = await compareKeys(opened, store.issuerKeys, now());
      if (fault !== null) report.error({}, fault);
      return LOOK_EVERY_MS;
    },
  };
}

export function keyFileOf({ data }: Pick<LoadedConfig, 'data'>): string {
  return join(data, 'issuer-keys.json');
}

/** Milliseconds for which a new key is published before it signs. */
export function leadOf(cacheSeconds: number): number {
  return cacheSeconds * 1_000 + SLACK_MS;
}

function grants({ rules }: Policy): boolean {
  return rules.some(({ grant }) => grant !== undefined);
}

function keysOf({ config, now }: Options): Keys {
  const { keys: text, algorithm, cacheSeconds, rotateDays } = config.issuer;
  const file = keyFileOf(config);
  try {
    return openKeys({
      source: text === undefined ? { file } : { text },
      algorithm,
      timing: {
        leadMs: leadOf(cacheSeconds),
        retireMs: MAX_LIFETIME_MS + SLACK_MS,
        rotateMs: rotateDays * DAY_MS,
      },
      now,
      // Of several replicas, each would make a key of its own.
      mayRotate: config.store.startsWith('sqlite:'),
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const where = text === undefined ? file : 'issuer.keys of the configuration';
    throw new StartError(`The keys that sign grants can't be used, from ${where}: ${why}.`, {
      cause: error,
    });
  }
}
