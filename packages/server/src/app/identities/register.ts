import type { IdentityDefinition } from '@countersign/core/identity/definition';
import {
  mergeRegister,
  type FileIdentity,
  type RegisterItem,
} from '@countersign/core/identity/register';
import type { RegisterStore } from '../../ports/register-store.ts';

export type RegisterOptions = {
  store: RegisterStore;
  /** As the configuration defines them. */
  file: readonly FileIdentity[];
  /** Whether there is such a person, or such a team. */
  isOwner: (owner: string | undefined) => boolean;
  /** What is wrong with a definition, by the rules of the configuration: sentences. */
  faultsOf: (id: string, definition: IdentityDefinition) => string[];
  mintKey: () => { key: string; id: string; hash: string };
  /** One that was not seen for so long is stale. */
  staleAfterMs: number;
  now: () => number;
};

export type Register = ReturnType<typeof createRegister>;

/** What another replica changed is known here after this long at most. */
const FRESH_MS = 1_000;

/** All identities, kept in memory as long as nothing changes. */
export function createRegister(options: RegisterOptions) {
  const { store, file, now } = options;
  let kept: { version: number; items: RegisterItem[]; known: FileIdentity[] } | undefined;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let checking: Promise<NonNullable<typeof kept>> | undefined;
  let changes = 0;

  async function check(): Promise<NonNullable<typeof kept>> {
    const [at, seen] = [now(), changes];
    // Read before the identities: what is written in between is read again at the next look.
    const version = await store.version();
    if (kept?.version !== version) {
      const items = mergeRegister(file, await store.all());
      kept = { version, items, known: items.map(knownAs) };
    }
    if (changes === seen) checkedAt = at;
    return kept;
  }

  /** Throws where the store can't be read: nobody is let in by what was true once. */
  async function current(): Promise<NonNullable<typeof kept>> {
    const age = now() - checkedAt;
    if (kept && age >= 0 && age < FRESH_MS) return kept;
    if (checking) return checking;
    const own = check().finally(() => {
      if (checking === own) checking = undefined;
    });
    return (checking = own);
  }

  return {
    ...options,
    /** As {@link FRESH_MS} ago at most. */
    items: async (): Promise<RegisterItem[]> => (await current()).items,
    /** The same for whoever looks proofs up: one list as long as nothing changes. */
    known: async (): Promise<readonly FileIdentity[]> => (await current()).known,
    /** As of now. */
    async find(id: string): Promise<RegisterItem | null> {
      const stored = await store.get(id);
      const defined = file.filter((one) => one.id === id);
      return mergeRegister(defined, stored ? [stored] : [])[0] ?? null;
    },
    /** After a change of our own: the next look is a fresh one. */
    forget(): void {
      changes += 1;
      checking = undefined;
      checkedAt = Number.NEGATIVE_INFINITY;
    },
  };
}

function knownAs({ id, definition, suspendedBy }: RegisterItem): FileIdentity {
  return { id, ...definition, status: suspendedBy.length > 0 ? 'suspended' : 'active' };
}
