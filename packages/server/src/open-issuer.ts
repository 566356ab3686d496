import { join } from 'node:path';
import { MAX_LIFETIME_MS } from '@countersign/core/policy/shape/grant';
import type { Policy } from '@countersign/core/policy/policy';
import { keyAgreement } from './agree-on-keys.ts';
import type { Reporter } from './app/context.ts';
import { issuerWarnings, ownNames } from './config/issuer.ts';
import type { LoadedConfig } from './config/load.ts';
import { createIssuer } from './issuer/issuer.ts';
import { readKeys } from './issuer/issuer-key.ts';
import { readKeyFile } from './issuer/key-file.ts';
import type { Timing } from './issuer/key-ring.ts';
import { openKeys, type Keys } from './issuer/keys.ts';
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
  const timing = timingOf(config.issuer);
  let opened: Keys | undefined;
  const keys = () => (opened ??= keysOf(options, timing));
  const tellOthers = keyAgreement(store.issuerKeys, { now, timing, report });
  let told: Promise<void> | undefined;
  /** Nothing is signed before the others know with what. */
  const known = () =>
    (told ??= tellOthers(keys()).catch((error: unknown) => {
      told = undefined;
      throw error;
    }));
  const issuer = createIssuer({
    keys: {
      published: () => keys().published(),
      signing: async () => {
        await known();
        return keys().signing();
      },
    },
    url: () => config.issuer.url ?? address(),
    ownNames: ownNames(config),
    cacheSeconds,
  });
  if (config.issuer.url !== undefined || grants(config.loadedPolicy.policy)) {
    await known();
    for (const warning of issuerWarnings(config.issuer.url)) report.warn({}, warning);
  }
  return {
    issuer,
    async look() {
      if (!opened) return LOOK_EVERY_MS;
      opened.refresh();
      await tellOthers(opened).catch((error: unknown) => {
        if (!(error instanceof StartError)) throw error;
        report.error({ code: error.code }, error.message);
      });
      return LOOK_EVERY_MS;
    },
  };
}

/** Throws what a start would; makes nothing. */
export function checkIssuerKeys({ issuer, data }: Pick<LoadedConfig, 'issuer' | 'data'>): void {
  const file = keyFileOf({ data });
  try {
    const text = issuer.keys ?? readKeyFile(file);
    if (text !== null) readKeys(text);
  } catch (error) {
    throw unusable(error, issuer.keys, file);
  }
}

export function keyFileOf({ data }: Pick<LoadedConfig, 'data'>): string {
  return join(data, 'issuer-keys.json');
}

export function timingOf({
  cacheSeconds,
  rotateDays,
}: Pick<LoadedConfig['issuer'], 'cacheSeconds' | 'rotateDays'>): Timing {
  return {
    leadMs: cacheSeconds * 1_000 + SLACK_MS,
    retireMs: MAX_LIFETIME_MS + SLACK_MS,
    rotateMs: rotateDays * DAY_MS,
  };
}

function grants({ rules }: Policy): boolean {
  return rules.some(({ grant }) => grant !== undefined);
}

function keysOf({ config, now }: Options, timing: Timing): Keys {
  const { keys: text, algorithm } = config.issuer;
  const file = keyFileOf(config);
  try {
    return openKeys({
      source: text === undefined ? { file } : { text },
      algorithm,
      timing,
      now,
      // Of several replicas, each would make a key of its own.
      mayRotate: config.store.startsWith('sqlite:'),
    });
  } catch (error) {
    throw unusable(error, text, file);
  }
}

function unusable(error: unknown, text: string | undefined, file: string): StartError {
  const why = error instanceof Error ? error.message : String(error);
  const where = text === undefined ? file : 'issuer.keys of the configuration';
  return new StartError(`The keys that sign grants can't be used, from ${where}: ${why}.`, {
    cause: error,
  });
}
