import type { Preset } from './preset.ts';

const origin = 'oidc.circleci.com/vcs-origin';
const ref = 'oidc.circleci.com/vcs-ref';
const sshRerun = 'oidc.circleci.com/ssh-rerun';

/**
 * https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/. The issuer is
 * one organisation's. The builds of forks run in the project itself, where that is allowed.
 */
export const circleci: Preset = {
  hosted: /^https:\/\/oidc\.circleci\.com\/org\/[\w-]+$/u,
  // CircleCI Server.
  issuer: /^https:\/\/[\w.-]+(?::\d+)?(?:\/[\w.-]+)*\/org\/[\w-]+$/u,
  example: 'https://oidc.circleci.com/org/<organization id>',
  tenantClaims: ['oidc.circleci.com/project-id'],
  alsoBound: { claim: origin, because: 'builds of forks run under the same project' },
  lists: ['oidc.circleci.com/context-ids'],
  summary: ['oidc.circleci.com/project-id', origin, ref],
  starter: {
    platform: 'circleci',
    of: ({ sub }) => {
      const [, user] =
        /^org\/[\w-]+\/project\/[\w-]+\/user\/([\w-]+)(?:\/|$)/u.exec(String(sub)) ?? [];
      return user === undefined ? [] : [user];
    },
  },
  outside: (claims) => [
    // Somebody is logged into the job, and may run anything.
    ...(claims[sshRerun] === false ? [] : [sshRerun]),
    ...(String(claims[ref]).startsWith('refs/pull/') ? [ref] : []),
  ],
};
