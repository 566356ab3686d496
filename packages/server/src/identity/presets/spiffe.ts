import type { Preset } from './preset.ts';

/**
 * JWT-SVID. The subject is the SPIFFE id; the server has to be told to name itself as the issuer
 * (SPIRE: `jwt_issuer`). Its keys are marked `use: "jwt-svid"`, which signing-keys.ts knows.
 * https://github.com/spiffe/spiffe/blob/main/standards/JWT-SVID.md
 */
export const spiffe: Preset = {
  hosted: /^(?!)/u,
  issuer: /^https:\/\/.+$/u,
  example: 'https://spire.example.com',
  tenantClaims: ['sub'],
  summary: [],
  misbound: ({ sub }) =>
    sub === undefined || /^spiffe:\/\/[a-z0-9._-]{1,255}(?:\/[\w.*-]+)+$/u.test(sub)
      ? undefined
      : 'names a subject that is no SPIFFE id of a workload; write spiffe://<trust domain>/<path>.',
};
