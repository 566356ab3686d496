import type { Effects, Sight } from './effects.ts';
import type { Login } from './login.ts';

/** A person who is signed in with one browser. Times are milliseconds since the epoch. */
export type Session = {
  /** For lists and the log; opens nothing. */
  id: string;
  /** SHA-256 of the cookie's value, in hex: what is stored opens nothing either. */
  hash: string;
  person: string;
  login: Login;
  startedAt: number;
  /** To the minute. */
  seenAt: number;
  /** Over by then, however often it is used. */
  expiresAt: number;
};

export interface SessionStore {
  /**
   * One transaction: the new session, the end of the one that the browser had, and the memory of the
   * sign-in. False, and nothing is written, where that was seen before.
   */
  start(
    session: Session,
    how: { once: Sight; replaces: string | undefined },
    effects: Pick<Effects, 'entries'>,
  ): Promise<boolean>;
  byHash(hash: string): Promise<Session | null>;
  byId(id: string): Promise<Session | null>;
  /** Those of a person that are not over, the latest first. */
  of(person: string, now: number): Promise<Session[]>;
  seen(id: string, at: number): Promise<void>;
  /** False, and nothing is written, where it has ended already. */
  end(id: string, effects: Pick<Effects, 'entries'>): Promise<boolean>;
  /** The secret that all replicas seal sign-ins under way with: `fresh`, where there is none yet. */
  sealingKey(fresh: string): Promise<string>;
}
