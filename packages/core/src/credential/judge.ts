import { moment } from '../text/moment.ts';
import { isOver, type Grant } from '../grant/grant.ts';
import type { CredentialRecord } from './credential.ts';

export type OpeningAsked = {
  grant: Grant;
  target: { name: string; handsOverOnce: boolean };
  /** The idempotency key. */
  key: string | null;
  /** All that the grant has opened before. */
  earlier: readonly CredentialRecord[];
};

export type OpeningRefusal = {
  code:
    | 'grant_ended'
    | 'target_not_granted'
    | 'credential_taken'
    | 'unavailable'
    | 'clock_went_back';
  message: string;
  /** Seconds. */
  retryAfter?: number;
};

/**
 * Whether a grant opens a target once more: while it lasts, as often as it has uses, each target for
 * itself. The same idempotency key asks for the same opening again: what it had opened is replaced, since
 * no secret is kept that could be handed over twice.
 */
export function judgeOpening(
  { grant, target, key, earlier }: OpeningAsked,
  now: number,
): { ok: true; replaces: CredentialRecord[] } | { ok: false; refusal: OpeningRefusal } {
  if (now < grant.issuedAt) {
    return refused(
      'clock_went_back',
      `${NOTHING} the clock of the service is behind this grant. An operator has to set it right.`,
    );
  }
  if (isOver(grant, now))
    return refused('grant_ended', `${NOTHING} the grant ${grant.id} ${howOver(grant)}.`);
  if (!grant.targets.includes(target.name)) {
    return refused(
      'target_not_granted',
      `${NOTHING} policy grants ${listed(grant.targets)}, and not ${target.name}.`,
    );
  }
  const own = earlier.filter((one) => one.target === target.name);
  if (own.some((one) => one.status === 'opening' && one.key === key && key !== null)) {
    return {
      ok: false,
      refusal: {
        code: 'unavailable',
        message: `${NOTHING} this is being opened right now. Ask again in a moment.`,
        retryAfter: 2,
      },
    };
  }
  const used = own.filter(isUse);
  if (target.handsOverOnce && used.length > 0) {
    return refused(
      'credential_taken',
      `${NOTHING} ${target.name} was handed over for this grant before, and is handed over once: its answer can not be had again. Ask for another approval.`,
    );
  }
  const replaces = key === null ? [] : used.filter((one) => one.key === key);
  if (used.length - replaces.length >= grant.maxUses) {
    return refused(
      'credential_taken',
      `${NOTHING} the grant ${grant.id} opens ${target.name} ${times(grant.maxUses)}, and did so.`,
    );
  }
  return { ok: true, replaces };
}

const NOTHING = 'Nothing was opened:';

/** One that never got to anybody was none. */
function isUse({ status, openedAt, why }: CredentialRecord): boolean {
  return why !== 'replaced' && (openedAt !== null || status === 'opening');
}

function howOver({ revoked, expiresAt }: Grant): string {
  return revoked ? `was revoked at ${moment(revoked.at)}` : `expired at ${moment(expiresAt)}`;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'no targets' : names.join(', ');
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function refused(code: OpeningRefusal['code'], message: string) {
  return { ok: false, refusal: { code, message } } as const;
}
