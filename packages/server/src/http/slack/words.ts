/** What people read when something inside fails. It may have been done: the card tells. */
export const NOT_CONFIRMED =
  'Countersign could not confirm your decision. Look at the card: if it has not changed, try again in a moment.';

export const NOT_CHECKED =
  'Countersign could not check just now whether you can decide this. Nothing was changed; try again in a moment.';

export const FORM_DID_NOT_OPEN =
  'Slack did not let the form open in time. Nothing was changed; click again.';

export const TOO_LATE =
  'Countersign was interrupted while it recorded your decision. Look at the card: if it does not show it, decide again.';

export const STALE =
  'This has changed, and nothing was decided. Look at the card as it stands now.';

export const FAILED = 'Countersign could not answer just now. Try again in a moment.';

export const TAKEN = 'This was taken already; the card shows where the request stands.';

export const REVIEW_HOW =
  'Say what you found: /countersign review ID ok, or /countersign review ID concern TEXT';

export const HELP = [
  'Countersign asks people before bots act.',
  '/countersign list: what waits for you',
  '/countersign show ID: a request, in full',
  '/countersign approve ID: approve it, where its card shows all of it',
  '/countersign approve ID stage STAGE: the same, where you have approved an earlier stage of it',
  '/countersign reject ID REASON: reject it, and say why',
  '/countersign break-glass ID REASON: in an emergency, approve it alone, where policy lets you',
  '/countersign review ID ok, or review ID concern TEXT: look at an emergency approval afterwards',
  '/countersign delegate @PERSON until 2026-12-01 18:00: name a stand-in; undelegate ends it',
  '/countersign delegations: who stands in for you, and for whom you do',
].join('\n');
