import { createIssuerKeys } from '@countersign/server/identity/issuers';
import { signedBytes } from '@countersign/server/identity/signature';
import type { Vector } from './vectors.ts';

const issuer = {
  name: 'wycheproof',
  issuer: 'https://issuer.example.com',
  jwksUri: 'https://issuer.example.com/jwks',
  audience: ['us'],
  maxLifetime: 3_600,
  singleUse: false,
};

/** Whether a token would prove anything, of an issuer that publishes these keys; why not, in words. */
export async function judge({ keySet, jws }: Vector): Promise<{ ok: boolean; why: string }> {
  try {
    await signedBytes(
      jws,
      createIssuerKeys(issuer, async () => keySet, Date.now),
    );
    return { ok: true, why: '' };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}
