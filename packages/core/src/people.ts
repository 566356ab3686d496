/** An account on a chat platform, as the platform names it. `team` is the Slack team or Entra tenant. */
export type Account = { platform: 'slack' | 'teams'; team: string; user: string };

/** A human. Two accounts of one human carry one id. */
export type Person = { id: string; name: string };

/**
 * Why an account may never decide, whatever groups it is in.
 * `unknown` is a look-up that failed: a fact that can't be fetched is never an approval.
 */
export type Standing = 'ok' | 'bot' | 'guest' | 'external' | 'deactivated' | 'unknown';

export type Membership = 'member' | 'not_member' | 'unknown';

export function samePerson(a: Person, b: Person): boolean {
  return a.id === b.id;
}
