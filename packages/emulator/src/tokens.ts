import { SlackError } from './slack-error.ts';
import type { Now } from './clock.ts';

export type TokenKind = 'bot' | 'app';
export type TokenState = 'active' | 'revoked' | 'inactive';

export interface Token {
  value: string;
  kind: TokenKind;
  scopes: readonly string[];
  state: TokenState;
  /** ms; a rotating token ends by itself. */
  expiresAt?: number;
}

export class Tokens {
  readonly #tokens = new Map<string, Token>();
  readonly #now: Now;

  constructor(now: Now) {
    this.#now = now;
  }

  add(token: Omit<Token, 'state'>): void {
    this.#tokens.set(token.value, { ...token, state: 'active' });
  }

  set(value: string, state: TokenState): void {
    const token = this.#tokens.get(value);
    if (token === undefined) throw new Error('No such token was ever issued by this double.');
    token.state = state;
  }

  expire(value: string): void {
    const token = this.#tokens.get(value);
    if (token === undefined) throw new Error('No such token was ever issued by this double.');
    token.expiresAt = this.#now();
  }

  /** The token a call came with, or the refusal Slack gives. */
  check(value: string | undefined, kind: TokenKind): Token {
    if (value === undefined || value === '') throw new SlackError('not_authed');
    const token = this.#tokens.get(value);
    if (token === undefined) throw new SlackError('invalid_auth');
    if (token.state === 'revoked') throw new SlackError('token_revoked');
    if (token.state === 'inactive') throw new SlackError('account_inactive');
    if (token.expiresAt !== undefined && token.expiresAt <= this.#now()) {
      throw new SlackError('token_expired');
    }
    if (token.kind !== kind) throw new SlackError('not_allowed_token_type');
    return token;
  }
}

/** `needed` names alternatives; one of them is enough. */
export function requireScope(token: Token, needed: readonly string[]): void {
  if (needed.length === 0 || needed.some((scope) => token.scopes.includes(scope))) return;
  throw new SlackError('missing_scope', {
    needed: needed.join(','),
    provided: token.scopes.join(','),
  });
}
