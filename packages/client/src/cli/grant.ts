import { changeDigest } from '@countersign/core/change';
import type { RequestView, Submission } from '@countersign/core/wire/types';
import type { Countersign } from '../sdk/countersign.ts';
import { failureOf } from './failure.ts';
import type { OpenedTargets, Opening } from './credentials.ts';
import type { Reporter } from './show/reporter.ts';
import { Interrupted, type Signals } from './signals.ts';

export type Granting = {
  client: Countersign;
  view: RequestView;
  submission: Submission;
  /** The run that has taken the approval. */
  run: string;
  audience?: string[] | undefined;
  /** What it is to open, by name. */
  targets?: string[] | undefined;
  signals: Signals;
  reporter: Reporter;
};

/** What the command gets beside its own environment, and how that is given back. */
export type Held = { env: { [name: string]: string }; giveBack: () => Promise<void> };

const nothing: Held = { env: {}, giveBack: async () => undefined };

/**
 * The grant of the approval, where policy gives one; with the digest of what is about to run, of
 * which the service issues none but for what was approved. Its token stays in memory.
 */
export async function takeGrant(granting: Granting): Promise<Held> {
  const { client, view, submission, run, audience, targets = [], signals, reporter } = granting;
  if (!view.grant && targets.length === 0) return nothing;
  const ask = { run, digest: changeDigest(submission), ...(audience && { audience }) };
  const giveBack = async (id: string) => {
    try {
      await client.giveBack(id, { signal: signals.telling });
    } catch (error) {
      reporter.note(
        `The grant could not be given back; it ends by itself: ${failureOf(error).sentence}`,
      );
    }
  };
  try {
    const { id, token } = await client.grant(view.id, ask, { signal: signals.waiting });
    const opening = { client, grant: id, digest: ask.digest, targets, signal: signals.waiting };
    const opened = await open(opening).catch(async (error: unknown) => {
      await giveBack(id);
      throw error;
    });
    const close = async () => {
      try {
        await opened.close();
      } finally {
        await giveBack(id);
      }
    };
    return { env: { ...opened.env, COUNTERSIGN_GRANT: token }, giveBack: close };
  } catch (error) {
    // It is told as what kept the command from running; a grant that nobody heard of ends with its run.
    if (error instanceof Interrupted) return nothing;
    throw error;
  }
}

/** Loaded for those who open something. */
async function open(opening: Opening): Promise<OpenedTargets> {
  if (opening.targets.length === 0) return { env: {}, close: async () => undefined };
  return (await import('./credentials.ts')).openTargets(opening);
}
