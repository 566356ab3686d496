import { STUCK_TRIES, type CredentialRecord } from '@countersign/core/credential/credential';
import { credentialBody } from '@countersign/core/credential/entries';
import type { Context } from '../context.ts';
import { noteworthy } from '../entries.ts';
import { backoffMs, retryRules } from '../retry.ts';
import { within } from './within.ts';

const LEASE_MS = 30_000;
/** An attempt ends before its claim does, so that two seldom run side by side; closing is repeatable. */
const ATTEMPT_MS = 25_000;
const BATCH = 16;

/**
 * Closes what is due: its time is over, its grant was revoked, or nobody was handed it. Tried until the
 * other side confirms, however long that takes. Returns when the next one is due, or null.
 */
export async function closeCredentials(ctx: Context, random: () => number): Promise<number | null> {
  const { credentials } = ctx.store;
  const ask = { now: ctx.now(), leaseMs: LEASE_MS, limit: BATCH };
  const { claimed, nextDue } = await credentials.claim(ask);
  await Promise.all(claimed.map((one) => close(ctx, one, random)));
  return claimed.length === 0 ? nextDue : credentials.nextDue();
}

async function close(ctx: Context, one: CredentialRecord, random: () => number): Promise<void> {
  const attempt = await within(ATTEMPT_MS, async () => {
    const target = ctx.targets.get(one.target);
    if (target) return target.close(one.id);
    throw new Error(
      `The configuration has no target ${one.target} any more, and what it opened is still open. Put it back until this is closed.`,
    );
  });
  if (attempt.ok) {
    const body = credentialBody['credential.closed'](one);
    const entries = [noteworthy(ctx, 'credential.closed', body, one.request)];
    await ctx.store.credentials.closed(one, ctx.now(), { entries });
    return;
  }
  const { error } = attempt;
  const dueAt = ctx.now() + Math.max(1_000, backoffMs(one.tries, random, retryRules));
  const entries = isTold(one) ? [failedEntry(ctx, one)] : [];
  await ctx.store.credentials.failed(one, { dueAt, error: short(error) }, { entries });
  if (isTold(one)) report(ctx, one, error);
}

/** The first failure, and ever more seldom after that: a target may be away for days. */
function isTold({ tries }: CredentialRecord): boolean {
  return Number.isInteger(Math.log2(tries));
}

function failedEntry(ctx: Context, one: CredentialRecord) {
  const body = credentialBody['credential.closing_failed'](one);
  return noteworthy(ctx, 'credential.closing_failed', body, one.request);
}

function report(ctx: Context, { id, target, tries }: CredentialRecord, error: string): void {
  const fields = { credential: id, target, tries, error };
  const message = 'What a grant opened could not be closed; it is tried again.';
  if (tries < STUCK_TRIES) ctx.report.warn(fields, message);
  else ctx.report.error(fields, message);
}

function short(error: string): string {
  return error.slice(0, 500).toWellFormed();
}
