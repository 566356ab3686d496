import { parseDuration } from '@countersign/core/policy/duration';
import { permissions, roles, type Role } from '@countersign/core/roles';
import { z } from 'zod';
import { isEntra, tenantOf } from '../identity/people/entra.ts';
import { endpoint } from './leaf.ts';
import type { Config } from './shape.ts';

/** Of the provider, letter by letter: nothing else stands for another one. */
const issuer = endpoint.refine((text) => !/[?#]/u.test(text), 'must have no "?" and no "#"');

/** An account at the provider that people sign in by. */
export const login = z.strictObject({
  issuer,
  /** The `sub` of its tokens. */
  subject: z
    .string()
    .regex(/^[\x20-\x7e]{1,255}$/u, 'must be the "sub" of its tokens: 1 to 255 ASCII characters'),
});

const origin = endpoint.refine((text) => {
  return !URL.canParse(text) || new URL(text).origin === text;
}, 'must be an origin without a path, such as https://countersign.example.com');

function life(least: string, most: string) {
  const [from = 0, to = 0] = [least, most].map(parseDuration);
  return z.string().refine((text) => {
    const ms = parseDuration(text);
    return ms !== undefined && ms >= from && ms <= to;
  }, `must be a duration from ${least} to ${most}, such as 30m or 8h`);
}

export const signIn = z
  .strictObject({
    /** Where browsers reach this service: cookies and the way back from the provider go by it. */
    publicUrl: origin,
    issuer,
    /** `entra`: accounts are known by tenant and object id, too. Implied by Microsoft's hosts. */
    preset: z.enum(['entra']).optional(),
    clientId: z.string().min(1).max(300),
    clientSecret: z.string().min(8),
    /** `openid` and, with Entra, `profile` where left out. */
    scopes: z
      .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/u, 'must be a scope'))
      .refine((scopes) => scopes.includes('openid'), 'must have openid among them')
      .optional(),
    /** Which claim of the ID token lists the groups that `roles` may name. */
    groupsClaim: z.string().min(1).max(200).default('groups'),
    session: z
      .strictObject({
        /** Over when it was not used for so long. */
        idle: life('5m', '24h').default('30m'),
        /** Over by then, however often it is used. */
        absolute: life('5m', '7d').default('8h'),
      })
      .prefault({}),
    /** So many times may one address begin to sign in, and as often come back, with each replica. */
    attemptsPerMinute: z.int().min(1).max(100_000).default(60),
  })
  .superRefine((value, context) => {
    if (!isEntra(value) || tenantOf(value.issuer) !== undefined) return;
    const message =
      'This speaks for many tenants, and strangers could sign in. Name your own: https://login.microsoftonline.com/<tenant id>/v2.0.';
    context.addIssue({ code: 'custom', path: ['issuer'], message });
  });

const holders = z.strictObject({
  people: z.array(z.string().min(1)).default([]),
  /** By the groups claim of their ID token. */
  groups: z.array(z.string().min(1).max(300)).default([]),
});

/** Who is what, once they have signed in. */
export const rolesConfig = z
  .strictObject(
    Object.fromEntries(roles.map((role) => [role, holders.optional()])) as {
      [role in Role]: z.ZodOptional<typeof holders>;
    },
  )
  .default({});

type Finding = { path: (string | number)[]; message: string };

/** What does not fit together. */
export function signInFaults({
  people,
  roles: given,
  signIn: settings,
}: Pick<Config, 'people' | 'roles' | 'signIn'>): Finding[] {
  const known = new Set(people.map(({ id }) => id));
  const named = roles.flatMap((role) =>
    (given[role]?.people ?? []).map((id, at) => ({ id, path: ['roles', role, 'people', at] })),
  );
  const logins = people.flatMap((person, at) =>
    person.logins.map((one, i) => ({ ...one, path: ['people', at, 'logins', i] })),
  );
  return [
    ...named
      .filter(({ id }) => !known.has(id))
      .map(({ id, path }) => ({ path, message: `There is no person "${id}" under people.` })),
    ...logins
      .filter((one) => settings && one.issuer !== settings.issuer)
      .map(({ path }) => ({
        path: [...path, 'issuer'],
        message: `People sign in by ${settings?.issuer}: written like this, letter by letter.`,
      })),
    ...sharedBy(logins.map((one) => [JSON.stringify([one.issuer, one.subject]), one.path])),
    ...(settings ? sharedBy(teamsAccounts(people)) : []),
  ];
}

/** Whose keys and bindings may let bots in; by a group of the provider, whoever can sign in may be. */
export function mayKeepRegister(
  { roles: given, signIn: settings }: Pick<Config, 'roles' | 'signIn'>,
  { id, logins, teams }: Config['people'][number],
): boolean {
  if (!settings || logins.length + teams.length === 0) return false;
  return permissions['identities.write'].some((role) => {
    const held = given[role];
    return held !== undefined && (held.groups.length > 0 || held.people.includes(id));
  });
}

function teamsAccounts(people: Config['people']): [string, (string | number)[]][] {
  return people.flatMap(({ teams }, at) =>
    teams.map(({ tenant, user }, i): [string, (string | number)[]] => [
      `${tenant} ${user}`,
      ['people', at, 'teams', i],
    ]),
  );
}

/** Whose an account is must be one answer. */
function sharedBy(accounts: [key: string, path: (string | number)[]][]): Finding[] {
  const seen = new Set<string>();
  return accounts.flatMap(([key, path]) => {
    const isShared = seen.has(key);
    seen.add(key);
    const message =
      'This account is listed twice; one human has one entry, with all their accounts.';
    return isShared ? [{ path, message }] : [];
  });
}
