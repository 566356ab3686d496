import type { Person } from '@countersign/core/people';

/**
 * An account at the provider that people sign in by, as it vouched for it: by claims that never pass
 * to somebody else, so without an address or a name.
 */
export type Login = {
  /** OpenID Connect Core 1.0, section 2: together they are one account for ever. */
  issuer: string;
  subject: string;
  /** The tenant and the object id of an account in Entra, by which Teams knows it, too. */
  entra?: { tenant: string; user: string };
  /** What the provider said of its groups when it signed in. */
  groups: string[];
};

/** What goes out with a browser that signs in, and has to come back with it. */
export type SignInAttempt = { state: string; nonce: string; verifier: string };

/** The OIDC provider, as one of its clients sees it. */
export interface SignInProvider {
  /** Where the browser goes, and what has to be remembered until it is back. */
  begin(): Promise<{ url: string; attempt: SignInAttempt }>;
  /** Proves the answer by redeeming its code; `query` as it came. Throws {@link SignInFailed}. */
  finish(query: string, attempt: SignInAttempt): Promise<Login>;
}

/** The message is a sentence without anything secret. `unavailable`: it may work in a moment. */
export class SignInFailed extends Error {
  readonly code: 'sign_in_failed' | 'unavailable';
  constructor(code: SignInFailed['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SignInFailed';
    this.code = code;
  }
}

/** Which human an account is, by the configuration alone. */
export type FindLogin = (login: Login) => Person | undefined;
