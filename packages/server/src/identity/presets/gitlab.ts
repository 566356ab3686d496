import { claimText } from '../claims.ts';
import type { Preset } from './preset.ts';

/** https://docs.gitlab.com/ci/secrets/id_token_authentication/. Anybody may host one. */
export const gitlab: Preset = {
  hosted: /^https:\/\/gitlab\.com(?:\/.*)?$/u,
  issuer: /^https:\/\/.+$/u,
  example: 'https://gitlab.com',
  tenantClaims: ['project_id', 'namespace_id'],
  summary: ['project_path', 'project_id', 'ref', 'sha', 'pipeline_source', 'job_id', 'user_id'],
  starter: {
    platform: 'gitlab',
    of: (claims) => ['user_login', 'user_id'].flatMap((name) => claimText(claims, name) ?? []),
  },
  // Of a fork's merge request, `project_id` has named the fork and the target at different times. Child
  // pipelines don't say whose children they are: https://gitlab.com/gitlab-org/gitlab/-/issues/386787
  outside: ({ pipeline_source: source, ref_protected: isProtected }) => {
    const isChild = source === 'parent_pipeline' && String(isProtected) !== 'true';
    const isOutside =
      typeof source !== 'string' || isChild || /merge_request|pull_request/u.test(source);
    return isOutside ? ['pipeline_source'] : [];
  },
};
