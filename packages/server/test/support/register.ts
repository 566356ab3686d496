import { randomBytes } from 'node:crypto';
import type { Context } from '../../src/app/context.ts';
import type { Register } from '../../src/app/identities/register.ts';
import type { LoadedConfig } from '../../src/config/load.ts';
import { openRegister } from '../../src/open-register.ts';

export const olga = { id: 'olga', name: 'Olga', github: [], gitlab: [], circleci: [] };

/** A register whose configuration defines these, and has Olga to own them. */
export function aRegister(
  { store, now }: Pick<Context, 'store' | 'now'>,
  identities: LoadedConfig['identities'] = [],
  issuers: LoadedConfig['issuers'] = [],
): Register {
  const people = [{ ...olga, slack: [], teams: [], logins: [] }];
  return openRegister(
    { people, ownerTeams: [], issuers, identities, register: { staleAfterDays: 90 } },
    { store, now, randomBytes },
  );
}
