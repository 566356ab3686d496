import type { Preset } from './preset.ts';

const uid = '/kubernetes.io/serviceaccount/uid';

/**
 * Projected tokens of service accounts. The issuer is one cluster's, so a subject is of one tenant.
 * https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens
 */
export const kubernetes: Preset = {
  hosted:
    /^https:\/\/(?:oidc[.-]eks\.[\w.-]+\/id\/\w+|container\.googleapis\.com\/v1\/projects\/.+|[\w-]+\.oic\.prod-aks\.azure\.com\/.+)$/u,
  issuer: /^https:\/\/.+$/u,
  example: 'https://oidc.eks.eu-central-1.amazonaws.com/id/<id>',
  tenantClaims: ['sub', uid],
  summary: [
    '/kubernetes.io/namespace',
    '/kubernetes.io/serviceaccount/name',
    uid,
    '/kubernetes.io/pod/uid',
    '/kubernetes.io/node/name',
  ],
  misbound: ({ sub }) =>
    sub === undefined || /^system:serviceaccount:[a-z0-9.*-]+:[a-z0-9.*-]+$/u.test(sub)
      ? undefined
      : 'names a subject that is no service account; write system:serviceaccount:<namespace>:<name>.',
};
