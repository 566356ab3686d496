import type { Now } from './clock.ts';
import { secret } from './ids.ts';
import { SlackError } from './slack-error.ts';
import type { Tokens } from './tokens.ts';

const rotationMs = 12 * 60 * 60 * 1000;

export interface Grant {
  accessToken: string;
  /** Present with token rotation, as is `expiresIn`, in seconds. */
  refreshToken?: string;
  expiresIn?: number;
}

interface Parts {
  clientId: string | undefined;
  clientSecret: string | undefined;
  scopes: readonly string[];
  tokens: Tokens;
  now: Now;
}

/**
 * OAuth codes and rotating tokens. A refresh token works once; an access token lives 12 hours.
 * Source: https://docs.slack.dev/authentication/using-token-rotation
 */
export class Installs {
  readonly #codes = new Map<string, { rotating: boolean; used: boolean }>();
  readonly #refreshTokens = new Map<string, { used: boolean }>();
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get scopes(): readonly string[] {
    return this.#parts.scopes;
  }

  issueCode(rotating: boolean): string {
    const code = secret();
    this.#codes.set(code, { rotating, used: false });
    return code;
  }

  issueRefreshToken(): string {
    const token = `xoxe-1-${secret()}`;
    this.#refreshTokens.set(token, { used: false });
    return token;
  }

  checkClient(id: string | undefined, clientSecret: string | undefined): void {
    if (id === undefined || id !== this.#parts.clientId) throw new SlackError('invalid_client_id');
    if (clientSecret !== this.#parts.clientSecret) throw new SlackError('bad_client_secret');
  }

  redeem(code: string | undefined): Grant {
    const issued = this.#codes.get(code ?? '');
    if (issued === undefined || issued.used) throw new SlackError('invalid_code');
    issued.used = true;
    return issued.rotating ? this.#rotatingGrant() : { accessToken: this.#accessToken('xoxb-') };
  }

  refresh(token: string | undefined): Grant {
    const issued = this.#refreshTokens.get(token ?? '');
    if (issued === undefined || issued.used) throw new SlackError('invalid_refresh_token');
    issued.used = true;
    return this.#rotatingGrant();
  }

  #rotatingGrant(): Grant {
    return {
      accessToken: this.#accessToken('xoxe.xoxb-1-', this.#parts.now() + rotationMs),
      refreshToken: this.issueRefreshToken(),
      expiresIn: rotationMs / 1000,
    };
  }

  #accessToken(prefix: string, expiresAt?: number): string {
    const value = prefix + secret();
    const token = { value, kind: 'bot' as const, scopes: this.#parts.scopes };
    this.#parts.tokens.add(expiresAt === undefined ? token : { ...token, expiresAt });
    return value;
  }
}
