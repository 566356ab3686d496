import type { Issuer } from '../../src/ports/issuer.ts';

/** Signs nothing: its tokens say their claims in plain. */
export function plainIssuer(): Issuer {
  return {
    url: () => 'https://approve.example',
    own: () => ['https://approve.example'],
    sign: async (claims) => JSON.stringify(claims),
    read(token) {
      try {
        const { jti, aud, ...more } = JSON.parse(token) as { jti: string; aud: string | string[] };
        return { ...more, jti, aud: [aud].flat() };
      } catch {
        return null;
      }
    },
    published: () => ({ keys: [] }),
    algorithms: () => ['RS256'],
    cacheSeconds: 60,
  };
}
