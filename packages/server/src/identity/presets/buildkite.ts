import type { Preset } from './preset.ts';

/**
 * https://buildkite.com/docs/agent/cli/reference/oidc. All organisations share the issuer, and the
 * immutable ids are claims that the job has to ask for (`--claim organization_id,pipeline_id`).
 */
export const buildkite: Preset = {
  hosted: /^https:\/\/agent\.buildkite\.com$/u,
  example: 'https://agent.buildkite.com',
  tenantClaims: ['pipeline_id', 'cluster_id', 'queue_id', 'organization_id'],
  summary: [
    'organization_slug',
    'organization_id',
    'pipeline_slug',
    'pipeline_id',
    'build_number',
    'build_branch',
    'build_commit',
    'build_source',
    'step_key',
    'job_id',
    'runner_environment',
  ],
  // Branches of third-party forks are prefixed with their owner, as in `mallory:main`.
  outside: ({ build_branch: branch }) =>
    typeof branch !== 'string' || branch.includes(':') ? ['build_branch'] : [],
};
