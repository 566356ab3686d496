/** An account on a chat platform, as the platform names it. `team` is the Slack team or Entra tenant. */
export type Account = { platform: 'slack' | 'teams'; team: string; user: string };

/** Somebody who has signed in: the issuer that vouched for them, and who they are under `people`. */
export type SessionAccount = { platform: 'session'; team: string; user: string };

/** By what somebody speaks. */
export type AnyAccount = Account | SessionAccount;

export function isOnChat(account: AnyAccount): account is Account {
  return account.platform !== 'session';
}

/**
 * A human. Two accounts of one human carry one id, or have another one in common: `also` are those
 * that the human goes by besides, none of which grants anything.
 */
export type Person = { id: string; name: string; also?: string[] };

/**
 * Why an account may never decide, whatever groups it is in.
 * `unknown` is a look-up that failed: a fact that can't be fetched is never an approval.
 * `unrecognised`: they could be somebody on a chat platform whom nobody would know for the same one.
 */
export type Standing =
  | 'ok'
  | 'bot'
  | 'guest'
  | 'external'
  | 'deactivated'
  | 'unrecognised'
  | 'unknown';

export type Membership = 'member' | 'not_member' | 'unknown';

export function samePerson(a: Person, b: Person): boolean {
  const ids = idsOf(a);
  return idsOf(b).some((id) => ids.includes(id));
}

function idsOf({ id, also = [] }: Person): string[] {
  return [id, ...also];
}
