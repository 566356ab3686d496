import type { Preset } from './preset.ts';

/**
 * Id tokens of service accounts. Every Google account has this issuer, so a binding names the
 * account's unique id; an address can be given up and made anew.
 * https://cloud.google.com/docs/authentication/token-types#id
 */
export const gcp: Preset = {
  hosted: /^https:\/\/accounts\.google\.com$/u,
  example: 'https://accounts.google.com',
  tenantClaims: ['sub'],
  summary: [
    'email',
    '/google/compute_engine/project_number',
    '/google/compute_engine/zone',
    '/google/compute_engine/instance_id',
  ],
  // People sign in by the same issuer; only workloads have an address of this kind.
  outside: ({ email }) =>
    email === undefined || (typeof email === 'string' && email.endsWith('.gserviceaccount.com'))
      ? []
      : ['email'],
  misbound: ({ sub }) =>
    sub === undefined || /^\d{15,30}$/u.test(sub)
      ? undefined
      : 'names a subject that is no unique id of a service account: gcloud iam service-accounts describe ADDRESS --format="value(uniqueId)".',
};
