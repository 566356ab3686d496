import { samePerson } from '../people.ts';
import { formatDuration } from '../policy/duration.ts';
import { moment } from '../text/moment.ts';
import type { Frozen, FreezeCheck } from './frozen.ts';
import { excluded, type Behind, type RequestState } from './state.ts';

/** A run that took the approval, under the bot's own name for it; milliseconds. */
export type Use = { run: string; at: number };

export type StartRefusal = {
  code:
    | 'not_approved'
    | 'own_request'
    | 'already_started'
    | 'approval_used_up'
    | 'approval_too_old'
    | 'frozen'
    | 'clock_went_back';
  message: string;
};

export type StartAsked = {
  run: string;
  /** The people behind the run, who need not be those behind the request. */
  behind: readonly Behind[];
  uses: readonly Use[];
};

/** Whether a run may begin under this approval. The same run may ask again: it is the same use. */
export function judgeStart(
  state: RequestState,
  { run, behind, uses }: StartAsked,
  now: number,
  frozen: FreezeCheck,
): { ok: true; isNew: boolean } | { ok: false; refusal: StartRefusal } {
  if (state.status !== 'approved') return refused('not_approved', notApproved(state));
  if (uses.some((use) => use.run === run)) return { ok: true, isNew: false };
  const own = approversOwn(state, behind);
  if (own !== null) return refused('own_request', own);
  const freeze = state.urgent ? null : frozen(now);
  if (freeze) return refused('frozen', frozenUntil(freeze));
  const spent = spentBy(state, uses, now);
  return spent ? refused(spent.code, spent.message) : { ok: true, isNew: true };
}

/** Whether this approval is for several runs, and one more may begin. */
export function servesMore(state: RequestState, uses: readonly Use[], now: number): boolean {
  const isForMany = state.status === 'approved' && servesUntil(state) !== null;
  return isForMany && spentBy(state, uses, now) === null;
}

/** Until when a run may begin; null where no time is set. */
export function servesUntil({ plan: { reuse }, decidedAt, urgent }: RequestState): number | null {
  return reuse && !urgent && decidedAt !== undefined ? decidedAt + reuse.withinMs : null;
}

function spentBy(state: RequestState, uses: readonly Use[], now: number): StartRefusal | null {
  // What one person let through in an emergency is for that emergency.
  const reuse = state.urgent ? undefined : state.plan.reuse;
  const [first] = uses;
  if (!reuse) {
    return first ? { code: 'already_started', message: takenByAnother(first.at) } : null;
  }
  const until = servesUntil(state);
  // Behind what it has seen, the clock would make the time longer.
  if (until === null || now < Math.max(state.decidedAt ?? 0, ...uses.map(({ at }) => at))) {
    return {
      code: 'clock_went_back',
      message:
        'Nothing was started: the clock of the service is behind what this request has already seen. An operator has to set it right.',
    };
  }
  if (uses.length >= reuse.uses) {
    const runs = uses.length === 1 ? 'the one run' : `all ${uses.length} runs`;
    return {
      code: 'approval_used_up',
      message: `This approval has served ${runs} that policy lets it serve; ask again for another one.`,
    };
  }
  if (now < until) return null;
  return {
    code: 'approval_too_old',
    message: `Policy lets this approval serve runs for ${formatDuration(reuse.withinMs)}, which ended at ${moment(until)}; ask again for another one.`,
  };
}

/** Why people behind a run get nothing of it; null where none of them let it run. */
export function approversOwn(state: RequestState, behind: readonly Behind[]): string | null {
  const own = approverBehind(state, behind);
  return own === undefined
    ? null
    : `${own} approved this and stands behind this run: an approval serves no run of its approver's own. Ask again, so that somebody else decides.`;
}

function approverBehind(state: RequestState, behind: readonly Behind[]): string | undefined {
  const own = excluded({ ...state, behind: [...behind] });
  const approvals = state.votes.filter(({ vote }) => vote === 'approve');
  const alone = state.urgent ? [state.urgent] : [];
  const people = [...approvals, ...alone].flatMap((one) =>
    'onBehalfOf' in one && one.onBehalfOf ? [one.person, one.onBehalfOf.person] : [one.person],
  );
  return people.find((person) => own.some((one) => samePerson(one, person)))?.name;
}

/** A freeze that began after the decision holds the run: what is frozen is that things happen. */
function frozenUntil({ until, by }: Frozen): string {
  const names = by.map((name) => `“${name}”`).join(' and ');
  return `Nothing was started: the freeze ${names} holds until ${moment(until)}. Start it then.`;
}

function refused(code: StartRefusal['code'], message: string) {
  return { ok: false, refusal: { code, message } } as const;
}

export function notApproved({ id, status }: Pick<RequestState, 'id' | 'status'>): string {
  return `Request ${id} is ${status}: a command runs, and has an outcome, only once it is approved.`;
}

export function takenByAnother(at: number): string {
  return `This approval was taken by another run at ${moment(at)}; ask again for another one.`;
}
