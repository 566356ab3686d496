/**
 * What came of a call to Slack that did not do:
 * - `rate_limited`: Slack did not look, and says for how long not to ask.
 * - `http_status`: another status than 200, from Slack or from what stands before it.
 * - `unreadable`: 200, and not what Slack's API answers.
 * - `refused`: Slack's own code, and what it says of it.
 * - `no_answer`: none, or half of one; Slack may have done it.
 */
export type SlackFault =
  | { kind: 'rate_limited'; retryAfterMs: number }
  | { kind: 'http_status'; status: number }
  | { kind: 'unreadable' }
  | { kind: 'refused'; code: string; messages: string[] }
  | { kind: 'no_answer'; why: string };

/** Says nothing of what was sent or answered: both can hold secrets. */
export class SlackError extends Error {
  readonly fault: SlackFault;
  constructor(fault: SlackFault, options?: ErrorOptions) {
    super(sentenceFor(fault), options);
    this.name = 'SlackError';
    this.fault = fault;
  }
}

function sentenceFor(fault: SlackFault): string {
  switch (fault.kind) {
    case 'rate_limited':
      return `Slack asks us to wait for ${fault.retryAfterMs / 1_000} s.`;
    case 'http_status':
      return `Slack answered with HTTP status ${fault.status}.`;
    case 'unreadable':
      return 'Slack answered with something that is not JSON.';
    case 'refused':
      return `Slack refused it: ${fault.code}.`;
    case 'no_answer':
      return `Slack did not answer: ${fault.why}`;
  }
}
