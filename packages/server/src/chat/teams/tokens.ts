import { TeamsCallError } from './call-error.ts';
import type { Http } from './http.ts';

/** How the app proves itself to Entra. */
export type Credential =
  | { kind: 'secret'; secret: string }
  /** PEM of the certificate and of its private key. */
  | { kind: 'certificate'; certificate: string; privateKey: string }
  /** The machine's own identity in Azure; nothing to keep. Asked for at these origins alone. */
  | { kind: 'managed'; origins: string[] };

export type Scope = { tenant: string; scope: string };

export type TokenSource = {
  /** A token that is good for a few minutes at least. Rejects with {@link TeamsCallError}. */
  get(scope: Scope): Promise<string>;
  /** The other side refused it: the next one is a new one. */
  forget(scope: Scope): void;
};

export type TokensOptions = {
  http: Http;
  /** Of the cloud, `https://login.microsoftonline.com`. */
  login: string;
  appId: string;
  credential: Credential;
  now: () => number;
};

export type Fresh = { token: string; livesMs: number };

const EARLY_MS = 5 * 60_000;

/** Tokens of the app itself, kept until shortly before their end (RFC 6749, 4.4). */
export function createTokens(options: TokensOptions): TokenSource {
  const { now } = options;
  const known = new Map<string, { token: Promise<string>; until: number }>();

  return {
    get(scope) {
      const key = keyOf(scope);
      const kept = known.get(key);
      if (kept !== undefined && now() < kept.until) return kept.token;
      const asked = ask(options, scope);
      const entry = { token: asked.then(({ token }) => token), until: Infinity };
      known.set(key, entry);
      asked.then(
        ({ livesMs }) => (entry.until = now() + Math.max(0, livesMs - EARLY_MS)),
        () => known.get(key) === entry && known.delete(key),
      );
      return entry.token;
    },
    forget: (scope) => void known.delete(keyOf(scope)),
  };
}

function keyOf({ tenant, scope }: Scope): string {
  return `${tenant} ${scope}`;
}

/** MSAL is loaded with the first token, so that a service without Teams never loads it. */
async function ask(options: TokensOptions, scope: Scope): Promise<Fresh> {
  const { askMsal } = await import('./msal.ts').catch((error: unknown) => {
    throw TeamsCallError.unanswered('Entra', error);
  });
  return askMsal(options, scope);
}
