import { withoutMakers } from '@countersign/core/identity/definition';
import type { Context, Reporter } from './app/context.ts';
import { createRegister, type Register } from './app/identities/register.ts';
import type { LoadedConfig } from './config/load.ts';
import { peopleOf } from './config/owners.ts';
import { mintApiKey } from './identity/api-key.ts';
import { identitiesConfig } from './identity/config.ts';

type Parts = Pick<Context, 'store' | 'now'> & { randomBytes: (size: number) => Uint8Array };

/** The register over the configuration and the store. */
export function openRegister(
  config: Pick<LoadedConfig, 'people' | 'ownerTeams' | 'issuers' | 'identities' | 'register'>,
  { store, now, randomBytes }: Parts,
): Register {
  return createRegister({
    store: store.identities,
    file: config.identities,
    isOwner: (owner) => peopleOf(owner, config).length > 0,
    faultsOf(id, definition) {
      const { issuers } = config;
      const { error } = identitiesConfig.safeParse({
        issuers,
        identities: [{ id, ...withoutMakers(definition) }],
      });
      return error?.issues.map(({ message }) => message) ?? [];
    },
    mintKey: () => mintApiKey(randomBytes),
    staleAfterMs: config.register.staleAfterDays * 86_400_000,
    now,
  });
}

/** The same as far as the configuration alone says it, for those who judge. */
export function identitiesInFile(
  config: Pick<LoadedConfig, 'people' | 'ownerTeams' | 'identities'>,
): Context['identities'] {
  const inFile = new Map(config.identities.map(({ id, status }) => [id, status ?? 'active']));
  return {
    inFile: (id) => inFile.get(id) ?? null,
    isOwner: (owner) => peopleOf(owner, config).length > 0,
  };
}

/** Where the API says otherwise than the configuration, operators are told: nothing of it counts. */
export async function reportDifferences(register: Register, report: Reporter): Promise<void> {
  const items = await register.items();
  for (const { id, differences } of items.filter((item) => item.differences.length > 0)) {
    report.warn(
      { identity: id, differences },
      'The API says otherwise of an identity than the configuration, which counts.',
    );
  }
}
