import type { WrittenWindow } from '../policy/plan.ts';
import type { FreezeCheck } from '../request/frozen.ts';
import type { Entry } from './entry.ts';
import { broken, isList, isRecord, isTexts, member } from './story-parts.ts';

/** Handed in by whoever has the calendar: its libraries weigh more than all else that verifies. */
export type ReadFreezes = (freezes: readonly WrittenWindow[]) => FreezeCheck;

export type StoryFreezes = {
  readonly names: readonly string[];
  /** `kept`: nothing took effect in one. Otherwise nobody could look. */
  readonly looked: 'kept' | 'no_calendar' | 'not_written';
};

type Ended = { decided: Entry; isEmergency: boolean; isAllowed: boolean };

/**
 * Approvals and runs are held against the freezes of the submission, by the clocks of their zones as
 * they are known here. An emergency waits for none. What policy allows was judged a moment before it
 * was written down, so that its runs are held against them alone.
 */
export function readFreezes(
  submitted: Entry,
  rest: readonly Entry[],
  { decided, isEmergency, isAllowed }: Ended,
  read: ReadFreezes | undefined,
): { freezes?: StoryFreezes } {
  const written = member(submitted, 'freezes') ?? [];
  if (!isList(written)) throw broken('its freezes are malformed');
  if (written.length === 0) return {};
  if (isTexts(written)) return { freezes: { names: written, looked: 'not_written' } };
  if (!written.every(isWindow)) throw broken('its freezes are malformed');
  const names = written.map(({ name }) => name);
  if (read === undefined) return { freezes: { names, looked: 'no_calendar' } };
  const frozen = read(written);
  const isApproval = decided.kind === 'request.approved' && !isAllowed;
  const effects = [
    ...(isApproval ? [decided] : []),
    ...rest.filter(({ kind }) => kind === 'run.started'),
  ];
  for (const entry of isEmergency ? [] : effects) assertFree(entry, frozen);
  return { freezes: { names, looked: 'kept' } };
}

function assertFree({ kind, at }: Entry, frozen: FreezeCheck): void {
  const freeze = frozen(Date.parse(at));
  if (freeze === null) return;
  const what = kind === 'run.started' ? 'a run began' : 'its approval took effect';
  const until = new Date(freeze.until).toISOString();
  throw broken(`${what} at ${at}, in the freeze ${freeze.by.join(', ')} until ${until}`);
}

/** What else is in it, the calendar judges. */
function isWindow(value: unknown): value is WrittenWindow {
  if (!isRecord(value) || typeof value['name'] !== 'string') return false;
  const { except = [], ...rest } = value;
  return isTexts(except) && Object.values(rest).every((one) => typeof one === 'string');
}
