import type { Person, SessionAccount } from '@countersign/core/people';
import type { Role } from '@countersign/core/roles';
import type { FindLogin, SignInProvider } from '../../ports/login.ts';
import type { Session } from '../../ports/session-store.ts';

/** What the use cases of signing in reach besides the context. */
export type SignIn = {
  provider: SignInProvider;
  find: FindLogin;
  /** What somebody is now: looked up at every call, so that nobody stays what they were. */
  rolesOf(person: Person, groups: readonly string[]): Role[];
  seal: {
    close(content: { [name: string]: string }, until: number): Promise<string>;
    open(text: string, now: number): Promise<{ [name: string]: unknown } | null>;
  };
  /** 256 random bits as text. */
  draw(): string;
  /** SHA-256 in hex. */
  digest(text: string): string;
  /** Milliseconds. */
  idleMs: number;
  absoluteMs: number;
};

/** A person who has proved themselves by a session. */
export type SignedIn = { person: Person; roles: Role[]; session: Session };

/** By what they vote: not by their account at the provider, which may be one of several. */
export function accountOf({ person, session }: SignedIn): SessionAccount {
  return { platform: 'session', team: session.login.issuer, user: person.id };
}
