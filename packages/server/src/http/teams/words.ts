/** What people read when something inside fails. It may have been done: the card tells. */
export const NOT_CONFIRMED =
  'Countersign could not confirm your decision. Look at the card: if it has not changed, try again in a moment.';

export const STILL_AT_IT =
  'Countersign is still recording your decision. The card shows when it is done.';

export const TOO_LATE =
  'Countersign was interrupted while it recorded your decision. Look at the card: if it does not show it, decide again.';

export const RECORDED = 'That was recorded before: the card shows what came of it.';

export const NOT_DRAWN =
  'Countersign could not draw this card anew just now. Try again in a moment.';

export const FAILED = 'Countersign could not answer just now. Try again in a moment.';

export const NO_CARD =
  'Countersign has no such card here. If it is an old one, look for the request with “list”.';

export const REASON_MISSING = 'Nothing was decided: say why you reject it.';

export const EMERGENCY_REASON_MISSING = 'Nothing was decided: say why this can not wait.';

export const CONCERN_MISSING = 'Nothing was recorded: say what your concern is.';

export const NO_EMERGENCY_FORM =
  'This client can’t show the form: open the card in Teams on a computer or in the browser, or write “break-glass ID REASON”.';

export const NO_DETAILS =
  'This client can’t show the details of the request: open its card in Teams on a computer or in the browser.';

export const NOT_READ = 'Nothing was decided: read the whole change first, then tick the box.';

export const REVIEW_HOW = 'Say what you found: review ID ok, or review ID concern TEXT';

export const HELP = [
  'Countersign asks people before bots act. Write to it, or mention it in a channel:',
  'list: what waits for you',
  'show ID: a request, in full',
  'approve ID: approve it, where its card shows all of it',
  'approve ID stage STAGE: the same, where you have approved an earlier stage of it',
  'reject ID REASON: reject it, and say why',
  'break-glass ID REASON: in an emergency, approve it alone, where policy lets you',
  'review ID ok, or review ID concern TEXT: look at an emergency approval afterwards',
  'delegate @PERSON until 2026-12-01 18:00: name a stand-in, by mention or sign-in name; undelegate ends it',
  'delegations: who stands in for you, and for whom you do',
  'Answers come to your chat with Countersign.',
].join('\n');
