import { createHash } from 'node:crypto';
import { parseDuration } from '@countersign/core/policy/duration';
import { roles } from '@countersign/core/roles';
import type { SignIn } from './app/sessions/sign-in.ts';
import type { Config } from './config/shape.ts';
import type { PeopleDeps } from './http/session/people.ts';
import { isEntra } from './identity/people/entra.ts';
import { loginFinder } from './identity/people/find-login.ts';
import { createSignInProvider } from './identity/people/provider.ts';
import { createSeal } from './identity/people/seal.ts';
import type { GuardedFetch } from './outbound/guarded-fetch.ts';
import type { SessionStore } from './ports/session-store.ts';
import type { Random } from './random.ts';

type Settings = NonNullable<Config['signIn']>;

/** People sign in by the one provider of the configuration. */
export function openSignIn(
  config: Pick<Config, 'people' | 'roles'> & { signIn: Settings },
  parts: { sessions: SessionStore; fetch: GuardedFetch; now: () => number; random: Random },
): PeopleDeps {
  const { publicUrl, attemptsPerMinute, session } = config.signIn;
  const { sessions, fetch, now, random } = parts;
  const draw = () => random.bytes(32).toString('base64url');
  const signIn: SignIn = {
    provider: createSignInProvider(
      {
        ...config.signIn,
        scopes: config.signIn.scopes ?? usualScopes(config.signIn),
        redirectUri: `${publicUrl}/auth/callback`,
      },
      { fetch, now },
    ),
    find: loginFinder(config.people),
    rolesOf: rolesBy(config.roles),
    seal: createSeal(() => sessions.sealingKey(draw())),
    draw,
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    idleMs: milliseconds(session.idle),
    absoluteMs: milliseconds(session.absolute),
  };
  return { signIn, publicUrl, attemptsPerMinute };
}

/** Entra tells the object id to those alone who ask for the profile. */
function usualScopes(settings: Settings): string[] {
  return isEntra(settings) ? ['openid', 'profile'] : ['openid'];
}

function rolesBy(given: Config['roles']): SignIn['rolesOf'] {
  return ({ id }, groups) =>
    roles.filter((role) => {
      const held = given[role];
      return held?.people.includes(id) || held?.groups.some((group) => groups.includes(group));
    });
}

function milliseconds(text: string): number {
  return parseDuration(text) ?? 0;
}
