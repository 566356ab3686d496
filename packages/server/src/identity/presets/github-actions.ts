import { claimText } from '../claims.ts';
import type { Preset } from './preset.ts';

/** Events that run code which nobody of the repository has merged. */
const pullRequest = /^pull_request/u;

/**
 * https://docs.github.com/en/actions/reference/security/oidc. The subject has two forms (since
 * 2026-07-15 with the ids in it), so it is never read: ids are claims of their own.
 */
export const githubActions: Preset = {
  hosted: /^https:\/\/token\.actions\.(?:githubusercontent\.com|[\w-]+\.ghe\.com)(?:\/[\w.-]+)?$/u,
  // GitHub Enterprise Server.
  issuer:
    /^https:\/\/(?:token\.actions\.(?:githubusercontent\.com|[\w-]+\.ghe\.com)(?:\/[\w.-]+)?|[\w.-]+(?::\d+)?\/_services\/token)$/u,
  example: 'https://token.actions.githubusercontent.com',
  tenantClaims: ['repository_id', 'repository_owner_id', 'enterprise_id'],
  summary: [
    'repository',
    'repository_id',
    'ref',
    'sha',
    'event_name',
    'environment',
    'job_workflow_ref',
    'run_id',
    'run_attempt',
    'actor_id',
  ],
  starter: {
    platform: 'github',
    of: (claims) => ['actor', 'actor_id'].flatMap((name) => claimText(claims, name) ?? []),
  },
  outside: ({ event_name: event, ref }) => {
    const isOutside =
      typeof event !== 'string' || pullRequest.test(event) || String(ref).startsWith('refs/pull/');
    return isOutside ? ['event_name'] : [];
  },
};
