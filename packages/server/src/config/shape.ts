import { sentence } from '@countersign/core/text/sentence';
import { slackChannel, teamsChannel } from '@countersign/core/policy/shape/ids';
import { z } from 'zod';
import { identitiesConfig } from '../identity/config.ts';
import { fallback } from './fallback.ts';
import { issuer, resourceServer, trustsItself } from './issuer.ts';
import { endpoint, id, url } from './leaf.ts';
import { allowHost, neverCalled } from './outbound.ts';
import { ownerFaults, ownerTeam, peopleOf } from './owners.ts';
import { repeats } from './repeats.ts';
import { sharedAccounts } from './shared-accounts.ts';
import { storeUrl } from './store-url.ts';
import { login, mayKeepRegister, rolesConfig, signIn, signInFaults } from './sign-in.ts';
import { target } from './target.ts';

const guid = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u, 'must be a GUID of Entra');

/** A human. Accounts of one person listed here count as one. */
const person = z.strictObject({
  id,
  name: z.string().min(1).max(100),
  /** Joins a Slack account with the same confirmed e-mail address to this person. */
  email: z.email().optional(),
  /** Slack user ids. */
  slack: z.array(z.string().regex(/^[UW][A-Z0-9]{1,20}$/u, 'must be a Slack user id')).default([]),
  /** Accounts in Entra: the object id of the user, and the tenant whose directory it is in. */
  teams: z.array(z.strictObject({ tenant: guid, user: guid })).default([]),
  /**
   * GitHub logins or, better since they never change, numeric user ids: who starts a run there
   * stands behind what it asks.
   */
  github: z
    .array(z.string().regex(/^[A-Za-z0-9-]{1,39}$/u, 'must be a GitHub login or user id'))
    .default([]),
  /** The same at GitLab: user names or numeric ids. */
  gitlab: z
    .array(z.string().regex(/^[\w.-]{1,255}$/u, 'must be a GitLab user name or id'))
    .default([]),
  /** The same at CircleCI: ids of users. */
  circleci: z.array(z.guid('must be the id of a CircleCI user')).default([]),
  /** Accounts at the provider of `signIn`. An account in Entra may stand under `teams` instead. */
  logins: z.array(login).default([]),
});

function isWebhookSecret(text: string): boolean {
  const base64 = /^whsec_((?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/u;
  const bytes = Buffer.from(base64.exec(text)?.[1] ?? '', 'base64').length;
  return bytes >= 24 && bytes <= 64;
}

const webhook = z.strictObject({
  name: id,
  url,
  /** As `whsec_…` (Standard Webhooks): 24 to 64 random bytes in base64. */
  secret: z
    .string()
    .refine(
      isWebhookSecret,
      'must be whsec_ and 24 to 64 random bytes in base64: echo "whsec_$(openssl rand -base64 32)"',
    ),
});

const operator = z.strictObject({
  id,
  name: z.string().min(1).max(100),
  keys: identitiesConfig.shape.identities.unwrap().element.shape.keys,
});

const rotation = z.strictObject({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** The first refresh token; later ones are kept in the store. */
  refreshToken: z.string().min(1),
});

/** A file that was read into the environment ends with a line break, and no signature would fit. */
const oneWord = /^[\x21-\x7e]*$/u;
const ONE_WORD = 'must have no spaces and no line breaks, before, in or after it';

const slack = z
  .strictObject({
    /** `http`: Slack calls us. `socket`: we call Slack, and no public address is needed. */
    mode: z.enum(['http', 'socket']).default('http'),
    botToken: z
      .string()
      .regex(/^xox[be]/u, 'must be a bot token, xoxb-… (or xoxe.xoxb-… with rotation)')
      .regex(oneWord, ONE_WORD),
    signingSecret: z.string().min(16).regex(oneWord, ONE_WORD).optional(),
    appToken: z
      .string()
      .startsWith('xapp-', 'must be an app-level token, xapp-…')
      .regex(oneWord, ONE_WORD)
      .optional(),
    rotation: rotation.optional(),
    /** The workspace whose user groups the policy names, for a token of a whole organisation. */
    team: z
      .string()
      .regex(/^T[A-Z0-9]{1,20}$/u, 'must be the id of a workspace, T…')
      .optional(),
    /** For tests and for the local double. */
    apiUrl: url.optional(),
  })
  .superRefine((value, context) => {
    const lacks = value.mode === 'http' ? 'signingSecret' : 'appToken';
    if (value[lacks] !== undefined) return;
    const message = `mode ${value.mode} needs ${lacks}; find it in the app's settings under Basic Information.`;
    context.addIssue({ code: 'custom', path: [lacks], message });
  });

const teams = z
  .strictObject({
    /** Of the app registration, which is the bot's, too. */
    appId: guid,
    /** Whose people may decide. The first one is the app's own; the policy's Entra groups are there. */
    tenants: z.array(guid).min(1),
    /** The client secret's value. */
    secret: z.string().min(8).regex(oneWord, ONE_WORD).optional(),
    /** PEM files, relative to where the service is started. */
    certificate: z
      .strictObject({ certificateFile: z.string().min(1), keyFile: z.string().min(1) })
      .optional(),
    /** The identity of the machine in Azure that this runs on. */
    managedIdentity: z.literal(true).optional(),
    cloud: z.enum(['public', 'gcc', 'gcchigh', 'dod', 'china']).default('public'),
    /** In the place of the cloud's own, for tests and for the local double. */
    endpoints: z
      .strictObject({
        login: endpoint,
        openId: endpoint,
        graph: endpoint,
        service: endpoint,
        /** Where people open Teams. */
        web: endpoint,
      })
      .partial()
      .optional(),
  })
  .superRefine(({ secret, certificate, managedIdentity }, context) => {
    const given = [secret, certificate, managedIdentity].filter((proof) => proof !== undefined);
    if (given.length === 1) return;
    const message = 'needs one of secret, certificate and managedIdentity: true.';
    context.addIssue({ code: 'custom', path: ['secret'], message });
  });

export const configShape = z
  .strictObject({
    listen: z
      .strictObject({
        host: z.string().min(1).default('127.0.0.1'),
        port: z.int().min(0).max(65_535).default(4774),
      })
      .prefault({}),
    /** Directory of the embedded store and of the keys. */
    data: z.string().min(1).default('./.countersign'),
    /** `sqlite:<path>` or `postgres://…`; the embedded store in `data` where left out. */
    store: storeUrl.optional(),
    log: z
      .strictObject({
        /** Names the log in its checkpoints and its key; never changes (c2sp.org/tlog-checkpoint). */
        name: z
          .string()
          .regex(/^[^\s+]{1,200}$/u, 'must have no spaces and no "+"')
          .default('localhost/countersign'),
      })
      .prefault({}),
    /** Path of the policy document, relative to this file. */
    policy: z.string().min(1),
    people: z.array(person).default([]),
    issuers: identitiesConfig.shape.issuers,
    identities: identitiesConfig.shape.identities,
    ownerTeams: z.array(ownerTeam).default([]),
    register: z
      .strictObject({
        /** After so many days without a call an identity is listed as stale. */
        staleAfterDays: z.int().min(1).max(3_650).default(90),
      })
      .prefault({}),
    /** Who may see all requests, and see and retry what was given up. Their keys open nothing else. */
    operators: z.array(operator).default([]),
    issuer: issuer.prefault({}),
    /** Systems that may ask whether a grant is good, and redeem it. Their keys open nothing else. */
    resourceServers: z.array(resourceServer).default([]),
    /** Where people sign in to the API and the console; nobody can where left out. */
    signIn: signIn.optional(),
    roles: rolesConfig,
    webhooks: z.array(webhook).default([]),
    /** Hosts (`name` or `name:port`) that outbound calls may reach though they are private. */
    allowHosts: z.array(allowHost).default([]),
    /** The channels that may be used, and no others; any where left out. */
    channels: z
      .strictObject({
        slack: z.array(slackChannel()).default([]),
        teams: z.array(teamsChannel()).default([]),
      })
      .optional(),
    slack: slack.optional(),
    teams: teams.optional(),
    /** One-way webhooks that the policy's routes may name, for channels that can't be used. */
    fallbacks: z.array(fallback).default([]),
    /** Systems that grants open for a while; the policy's grants name them. */
    targets: z.array(target).default([]),
    pace: z
      .strictObject({
        /** Slack takes about one message a second in each channel. */
        postMs: z.int().min(0).default(1_100),
      })
      .prefault({}),
    limits: z
      .strictObject({
        /** So many open requests may one identity have: a job gone wild fills no channel. */
        openRequests: z.int().min(1).default(200),
      })
      .prefault({}),
    logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  })
  .superRefine((value, context) => {
    const { issuers, identities } = value;
    const result = identitiesConfig.safeParse({ issuers, identities }, { error: sentence });
    for (const issue of result.error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: [...issue.path], message: issue.message });
    }
    for (const fault of ownerFaults(value)) context.addIssue({ code: 'custom', ...fault });
    for (const fault of trustsItself(value)) context.addIssue({ code: 'custom', ...fault });
    for (const repeat of repeats(value)) context.addIssue({ code: 'custom', ...repeat });
    for (const fault of sharedAccounts(value.people)) {
      context.addIssue({ code: 'custom', ...fault });
    }
    for (const fault of neverCalled(value)) context.addIssue({ code: 'custom', ...fault });
    for (const fault of signInFaults(value)) context.addIssue({ code: 'custom', ...fault });
    for (const [at, person] of value.people.entries()) {
      if (!value.slack || person.slack.length > 0 || !standsBehindBots(value, person)) continue;
      const message = `${person.id} stands behind bots, or may, and an e-mail address can be changed by whoever has it: list the Slack user ids of ${person.id} here.`;
      context.addIssue({ code: 'custom', path: ['people', at, 'slack'], message });
    }
    for (const [at, person] of value.people.entries()) {
      if (!value.teams || person.teams.length > 0 || !standsBehindBots(value, person)) continue;
      const message = `${person.id} stands behind bots, or may, and must be recognised in Teams whatever their address is there: list the Entra account of ${person.id} here, as tenant and user.`;
      context.addIssue({ code: 'custom', path: ['people', at, 'teams'], message });
    }
  });

/** Who must be recognised to be refused: an account that nobody can tell apart could approve. */
function standsBehindBots(
  value: Parameters<typeof ownerFaults>[0] & Parameters<typeof mayKeepRegister>[0],
  one: z.infer<typeof person>,
): boolean {
  const { id: name, github, gitlab, circleci } = one;
  if ([github, gitlab, circleci].some((accounts) => accounts.length > 0)) return true;
  if (mayKeepRegister(value, one)) return true;
  return value.identities.some(({ owner }) => peopleOf(owner, value).includes(name));
}

export type Config = z.infer<typeof configShape>;
export type PersonConfig = Config['people'][number];
export type SlackConfig = NonNullable<Config['slack']>;
export type TeamsConfig = NonNullable<Config['teams']>;
