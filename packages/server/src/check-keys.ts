import { join } from 'node:path';
import type { LoadedConfig } from './config/load.ts';
import { checkLogKey } from './log-key.ts';
import { checkIssuerKeys } from './open-issuer.ts';
import { openTargets } from './targets.ts';

/** The keys that a start would refuse, or refuse without. Throws StartError; makes nothing. */
export async function checkKeys(config: LoadedConfig): Promise<void> {
  checkLogKey(config.log.name, join(config.data, 'log.key'));
  checkIssuerKeys(config);
  await openTargets(config.targets, { data: config.data, now: Date.now });
}
