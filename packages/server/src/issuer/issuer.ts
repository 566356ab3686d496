import { verify } from 'node:crypto';
import type { IssuedClaims, Issuer } from '../ports/issuer.ts';
import type { IssuerKey } from './issuer-key.ts';
import { compactJws, readJws, TYPE, type ReadJws } from './jws.ts';
import type { Keys } from './keys.ts';
import { localSigner, type Signer } from './signer.ts';

/** `url` is asked anew each time: without a configured one, it is known once the service listens. */
export function createIssuer(options: {
  keys: Pick<Keys, 'published'> & {
    /** Waits for the others to know of the keys. */
    signing(): IssuerKey | Promise<IssuerKey>;
  };
  url: () => string;
  /** Further names of the service: what tokens to its own API are for. */
  ownNames: readonly string[];
  cacheSeconds: number;
}): Issuer {
  const { keys, url, ownNames, cacheSeconds } = options;
  let signer: Signer | undefined;
  return {
    url,
    own: () => [url(), ...ownNames],
    cacheSeconds,
    async sign(claims) {
      const { kid, alg, privateKey } = await keys.signing();
      if (signer?.kid !== kid) signer = localSigner(alg, kid, privateKey);
      return compactJws(signer, claims);
    },
    read(token) {
      const jws = readJws(token);
      const key = jws && keys.published().find(({ kid }) => kid === jws.header['kid']);
      if (!jws || !key || !isSigned(jws, key)) return null;
      return issuedClaims(jws.claims, url());
    },
    published: () => ({ keys: keys.published().map(({ jwk }) => jwk) }),
    algorithms: () => [...new Set(keys.published().map(({ alg }) => alg))],
  };
}

/** The algorithm is the key's, whatever the token says. */
function isSigned({ header, input, signature }: ReadJws, { alg, publicKey }: IssuerKey): boolean {
  if (header['alg'] !== alg || header['typ'] !== TYPE || 'crit' in header) return false;
  const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  return verify('sha256', input, key, signature);
}

function issuedClaims(claims: { [name: string]: unknown }, url: string): IssuedClaims | null {
  const { iss, jti, aud } = claims;
  const audience = [aud].flat().filter((one) => typeof one === 'string');
  if (iss !== url || typeof jti !== 'string') return null;
  return { ...claims, jti, aud: audience };
}
