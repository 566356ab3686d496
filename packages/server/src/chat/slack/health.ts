import { SlackError } from './slack-error.ts';

/** Whether Slack takes our token, as its latest answer to any call says. */
export type SlackHealth = {
  heard(error: unknown): void;
  /** Slack's code, while it refuses the token. */
  refused(): string | null;
};

/** The answers that mean that no call will do until somebody installs the app again. */
const refusals = new Set([
  'token_revoked',
  'token_expired',
  'invalid_auth',
  'account_inactive',
  'not_authed',
]);

export function slackHealth(): SlackHealth {
  let code: string | null = null;
  return {
    heard(error) {
      // Who did not answer has not said that the token is good again.
      if (error === null) code = null;
      else if (error instanceof SlackError && error.fault.kind === 'refused') {
        if (refusals.has(error.fault.code)) code = error.fault.code;
      }
    },
    refused: () => code,
  };
}
