import { z } from 'zod';
import { algorithms } from '../issuer/signer.ts';
import { identitiesConfig } from '../identity/config.ts';
import { endpoint, id } from './leaf.ts';

/** How grants are signed, and as whom. */
export const issuer = z.strictObject({
  /** `iss` of every grant, and where relying parties find the keys; where it listens if left out. */
  url: endpoint
    .refine((text) => !/[?#]/u.test(text), 'must have no query and no fragment (RFC 8414)')
    .refine(
      (text) => !text.endsWith('/'),
      'must not end in a slash: it is compared letter by letter',
    )
    .optional(),
  algorithm: z.enum(algorithms).default('RS256'),
  /** The keys themselves, from the environment; a file in the data folder where left out. */
  keys: z.string().min(1).optional(),
  /** So long may the keys be kept by who reads them, and is a new key published before it signs. */
  cacheSeconds: z.int().min(60).max(604_800).default(3_600),
  /** So long does a key sign. */
  rotateDays: z.int().min(1).max(3_650).default(90),
});

/** Who asks whether a grant is good: systems that grants are for. */
export const resourceServer = z.strictObject({
  id,
  name: z.string().min(1).max(100),
  /** It learns about grants for these, and about no others. */
  audience: z.array(z.string().min(1).max(200)).min(1),
  keys: identitiesConfig.shape.identities.unwrap().element.shape.keys,
});

type Named = {
  issuer: { url?: string | undefined };
  issuers: { issuer: string; audience: string[] }[];
  signIn?: { publicUrl: string } | undefined;
};

/** What the service itself is called: its own addresses, and what tokens to its API are for. */
export function ownNames({ issuer: { url }, issuers, signIn }: Named): string[] {
  return [url ?? [], signIn?.publicUrl ?? [], ...issuers.map(({ audience }) => audience)].flat();
}

/** A grant would open the API that it came from. */
export function trustsItself({ issuer: { url }, issuers }: Named) {
  return issuers.flatMap((one, at) =>
    one.issuer === url
      ? [
          {
            path: ['issuers', at, 'issuer'],
            message: 'This is the service itself: what it grants opens nothing here.',
          },
        ]
      : [],
  );
}

/** Why relying parties may not take it: sentences for the operator's log. */
export function issuerWarnings(url: string | undefined): string[] {
  if (url === undefined) {
    return [
      'Grants are signed in the name of an address of this machine, which nobody else can reach. Set issuer.url in the configuration.',
    ];
  }
  const { protocol, port } = new URL(url);
  return [
    ...(protocol === 'https:' ? [] : ['issuer.url is not https: cloud providers do not take it.']),
    ...(port === '' ? [] : ['issuer.url names a port: AWS does not take it.']),
  ];
}
