import type { Entry } from './entry.ts';
import { broken, isCount, isMoment, isRecord, isTexts, member } from './story-parts.ts';

/** What became of a request besides votes. Members are absent where nothing of the kind happened. */
export type Course = {
  /** Approved by everybody it takes, and not yet let through: until when, in ISO 8601. */
  readonly held?: readonly string[];
  /** Groups that may vote at a stage since nobody did in time. */
  readonly escalations?: readonly Escalation[];
  /** How many runs took the approval. */
  readonly runs?: number;
};

export type Escalation = { readonly stage: number; readonly groups: readonly string[] };

export function readHolds(rest: readonly Entry[]): Pick<Course, 'held'> {
  const held = rest
    .filter(({ kind }) => kind === 'request.held')
    .map((entry) => {
      const until = member(entry, 'until');
      if (typeof until === 'string' && isMoment(until)) return until;
      throw broken(`entry ${entry.id} does not say until when it was held`);
    });
  return held.length > 0 ? { held } : {};
}

export function readEscalations(rest: readonly Entry[]): Escalation[] {
  return rest
    .filter(({ kind }) => kind === 'request.escalated')
    .map((entry) => {
      const [stage, groups] = [member(entry, 'stage'), member(entry, 'groups')];
      if (isCount(stage) && isTexts(groups)) return { stage, groups };
      throw broken(`entry ${entry.id} is malformed`);
    });
}

type Approval = { submitted: Entry; decided: Entry; isEmergency: boolean };

/** Runs are counted again: none before the approval, and no more than it serves. */
export function readRuns(
  rest: readonly Entry[],
  { submitted, decided, isEmergency }: Approval,
): Pick<Course, 'runs'> {
  const started = rest.filter(({ kind }) => kind === 'run.started');
  if (started.length === 0) return {};
  const isApproved = decided.kind === 'request.approved';
  if (!isApproved || started.some((run) => rest.indexOf(run) < rest.indexOf(decided))) {
    throw broken('a run began that nothing had approved');
  }
  // What one person let through in an emergency is for that emergency.
  const most = isEmergency ? 1 : usesIn(submitted);
  if (started.length > most) throw broken(`${started.length} runs began and it serves ${most}`);
  return { runs: started.length };
}

function usesIn(submitted: Entry): number {
  const reuse = member(submitted, 'reuse');
  if (reuse === undefined) return 1;
  const uses = isRecord(reuse) ? reuse['uses'] : undefined;
  if (!isCount(uses)) throw broken('the number of runs that it serves is malformed');
  return uses;
}
