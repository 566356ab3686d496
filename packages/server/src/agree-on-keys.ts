import type { Reporter } from './app/context.ts';
import { agree } from './issuer/agree.ts';
import type { Timing } from './issuer/key-ring.ts';
import type { Keys } from './issuer/keys.ts';
import type { IssuerKeyStore } from './ports/issuer-key-store.ts';
import { StartError } from './start-error.ts';

/**
 * Tells the other processes which keys this one has, and the keys what to sign with. Throws a
 * {@link StartError} where another process signs with a key that this one lacks. What there is to
 * say of a key is said once.
 */
export function keyAgreement(
  store: IssuerKeyStore,
  { now, timing, report }: { now: () => number; timing: Timing; report: Reporter },
): (keys: Keys) => Promise<void> {
  const said = new Set<string>();
  const once = (about: string, say: () => void) => {
    if (!said.has(about)) say();
    said.add(about);
  };
  let signs: string | undefined;
  return async (keys) => {
    const agreed = await store.change((known) => {
      const result = agree(keys.all(), known, now(), timing);
      return { result, keys: result.ok ? result.keys : [] };
    });
    if (!agreed.ok) throw new StartError(differ(agreed.lacks), { code: 'issuer_keys_differ' });
    keys.agreed(agreed.since);
    const { kid } = keys.signing();
    if (signs !== undefined && signs !== kid) report.info({ kid }, 'Another key signs grants now.');
    signs = kid;
    for (const { kid: lacks, hasSigned } of agreed.lacks) {
      const sentence = hasSigned ? missed(lacks) : awaited(lacks, timing);
      once(`lacks ${lacks} ${hasSigned}`, () => report.warn({}, sentence));
    }
    for (const waits of agreed.waiting) once(`waits ${waits}`, () => report.warn({}, held(waits)));
  };
}

const give =
  'Give every replica the same keys (issuer.keys in the configuration, or the same issuer-keys.json)';

const differ = (kid: string) =>
  `Another process signs grants with the key ${kid}, which this one does not have: relying parties that read the keys here would refuse what it signs. ${give}. If that process is gone for good, start again in ten minutes.`;

const awaited = (kid: string, { leadMs }: Timing) =>
  `Another process publishes the key ${kid}, which this one does not have. ${give}: it signs once all of them have had it for ${Math.ceil(leadMs / 60_000)} minutes, and the key before it goes on until then.`;

const missed = (kid: string) =>
  `Grants that are signed with the key ${kid} may still be out, and this process does not have it: relying parties that read the keys here refuse them. ${give}.`;

const held = (kid: string) =>
  `The time of the key ${kid} has come, and it does not sign yet: a process has been without it of late. The key before it goes on.`;
