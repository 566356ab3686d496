import type { Preset } from './preset.ts';

const account = '/https:~1~1sts.amazonaws.com~1/aws_account';

/**
 * Outbound identity federation (`sts:GetWebIdentityToken`). The issuer is one account's, the subject
 * is the ARN of the role, and the rest lies under one claim.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html
 */
export const aws: Preset = {
  hosted: /^https:\/\/[\w-]+\.tokens\.sts\.global\.api\.aws$/u,
  example: 'https://<id>.tokens.sts.global.api.aws',
  tenantClaims: ['sub', account],
  summary: [
    account,
    '/https:~1~1sts.amazonaws.com~1/org_id',
    '/https:~1~1sts.amazonaws.com~1/source_region',
    '/https:~1~1sts.amazonaws.com~1/ec2_source_instance_arn',
  ],
  misbound: ({ sub }) =>
    sub === undefined || /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/u.test(sub)
      ? undefined
      : 'names a subject that is no role; write arn:aws:iam::<account>:role/<name>.',
};
