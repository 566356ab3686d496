import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Now } from '../clock.ts';
import type { SigningKey } from './keys.ts';

export interface AccessToken {
  value: string;
  audience: string;
  tenantId: string;
  appId: string;
  roles: readonly string[];
  /** ms */
  expiresAt: number;
  revoked: boolean;
}

export const lifetimeSeconds = 3599;

/** Access tokens as Entra issues them to the app itself; what was not issued here is not accepted. */
export class AccessTokens {
  readonly #issued = new Map<string, AccessToken>();
  readonly #key: SigningKey;
  readonly #now: Now;

  constructor(key: SigningKey, now: Now) {
    this.#key = key;
    this.#now = now;
  }

  async issue(
    grant: Pick<AccessToken, 'audience' | 'tenantId' | 'appId' | 'roles'>,
  ): Promise<AccessToken> {
    const at = Math.floor(this.#now() / 1000);
    const { audience, tenantId, appId, roles } = grant;
    const value = await new SignJWT({
      aud: audience,
      iss: `https://sts.windows.net/${tenantId}/`,
      iat: at,
      nbf: at,
      exp: at + lifetimeSeconds,
      appid: appId,
      idtyp: 'app',
      ...(roles.length > 0 && { roles }),
      tid: tenantId,
      uti: randomUUID(),
      ver: '1.0',
    })
      .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: this.#key.kid, x5t: this.#key.kid })
      .sign(this.#key.privateKey);
    const token = { value, ...grant, expiresAt: (at + lifetimeSeconds) * 1000, revoked: false };
    this.#issued.set(value, token);
    return token;
  }

  find(value: string): AccessToken | undefined {
    return this.#issued.get(value);
  }

  isLive(token: AccessToken): boolean {
    return !token.revoked && this.#now() < token.expiresAt;
  }

  /** All that were issued end at once. */
  revokeAll(): void {
    for (const token of this.#issued.values()) token.revoked = true;
  }
}

export function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
}
