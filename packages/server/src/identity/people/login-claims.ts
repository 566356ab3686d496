import { SignInFailed, type Login } from '../../ports/login.ts';
import { entraAccount, isEntra } from './entra.ts';

export type ClaimSettings = {
  issuer: string;
  preset?: 'entra' | undefined;
  groupsClaim: string;
};

type Claims = { [claim: string]: unknown };

/** What a proved ID token says of an account. Addresses and names in it are not looked at. */
export function loginOf(claims: Claims, settings: ClaimSettings): Login {
  const { iss, sub } = claims;
  // OpenID Connect Core 1.0, section 2: a subject has 255 ASCII characters at most.
  const isSubject = typeof sub === 'string' && /^[\x20-\x7e]{1,255}$/u.test(sub);
  if (iss !== settings.issuer || !isSubject) {
    throw new SignInFailed(
      'sign_in_failed',
      'The provider names no account that can be known again.',
    );
  }
  const login = { issuer: iss, subject: sub, groups: groupsIn(claims, settings.groupsClaim) };
  if (!isEntra(settings)) return login;
  const entra = entraAccount(claims, settings.issuer);
  if (entra) return { ...login, entra };
  throw new SignInFailed(
    'sign_in_failed',
    'Entra did not say by tid and oid which account of its tenant this is. Ask for the scope profile, under signIn.scopes.',
  );
}

const MOST_GROUPS = 1_000;

/** Anything but a text, or a list of them, is no group. */
function groupsIn(claims: Claims, claim: string): string[] {
  const told = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  const groups = [told ?? []].flat().filter((group) => typeof group === 'string');
  return [...new Set(groups)].slice(0, MOST_GROUPS);
}
