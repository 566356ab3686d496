import type { Claims } from './claims.ts';

/** What is known of an issuer that many tenants share. */
export type Preset = {
  issuer: string;
  /** Claims that name one tenant for ever. A name can be given up and taken by a stranger; an id cannot. */
  tenantClaims: string[];
  /** What the log keeps of a token: no names of people, since nothing is ever taken out of it. */
  summary: string[];
  /** Names and ids of the human who started the run. */
  starter: string[];
  /** The claim by which a job for outside code is known, where the claims say that it is one. */
  outsideCode(claims: Claims): string | undefined;
};

/** Events that run code which nobody of the repository has merged. */
const pullRequest = /^pull_request/u;

export const presets = {
  /** https://docs.github.com/en/actions/reference/security/oidc */
  'github-actions': {
    issuer: 'https://token.actions.githubusercontent.com',
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
    starter: ['actor', 'actor_id'],
    outsideCode: ({ event_name: event, ref }) => {
      const outside =
        typeof event !== 'string' ||
        pullRequest.test(event) ||
        String(ref).startsWith('refs/pull/');
      return outside ? 'event_name' : undefined;
    },
  },
  /** https://docs.gitlab.com/ci/secrets/id_token_authentication/ */
  gitlab: {
    issuer: 'https://gitlab.com',
    tenantClaims: ['project_id', 'namespace_id'],
    summary: ['project_path', 'project_id', 'ref', 'sha', 'pipeline_source', 'job_id', 'user_id'],
    starter: [],
    outsideCode: ({ pipeline_source: source }) =>
      typeof source !== 'string' || /merge_request|pull_request/u.test(source)
        ? 'pipeline_source'
        : undefined,
  },
} satisfies { [name: string]: Preset };

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as [PresetName, ...PresetName[]];

/** The preset as configured, or the one whose issuer this is: nobody turns its refusals off by leaving it out. */
export function presetOf(issuer: {
  issuer: string;
  preset?: PresetName | undefined;
}): Preset | undefined {
  if (issuer.preset) return presets[issuer.preset];
  return Object.values(presets).find(
    (preset) => issuer.issuer === preset.issuer || issuer.issuer.startsWith(`${preset.issuer}/`),
  );
}
