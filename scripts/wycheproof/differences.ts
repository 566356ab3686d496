import type { FileName } from './vectors.ts';

/** By the name of the class, as the vector's own comment says it. */
type Ids = { [name: string]: number[] };
type Difference = { why: string; ids: { [file in FileName]?: Ids } };

/**
 * Where the service answers otherwise than the vectors say. All of them are valid there and refused
 * here; of what is invalid there, nothing is let through.
 */
export const differences: Difference[] = [
  {
    why: 'HS* and symmetric keys are refused: whoever can verify could sign.',
    ids: {
      'json_web_signature_test.json': {
        acceptsValid: [1],
        Figure35: [348, 352],
        ValidMac: [357],
        ValidEdgeCaseMac: [358, 359],
        InvalidCharacterInsertedInHeader: [372],
        InvalidCharacterInsertedInPayload: [373],
        ValidSpacesInJsonHeader: [376],
        ValidWhiteSpaceInJsonHeader: [377],
      },
      'json_web_key_test.json': { acceptsValid: [2], long_key: [13, 14, 15] },
      'json_web_crypto_test.json': { acceptsValid: [1, 48] },
    },
  },
  {
    why: 'A token without a payload has no claims.',
    ids: {
      'json_web_signature_test.json': { emptyPayload: [259, 264, 268, 272, 320, 325] },
    },
  },
  {
    why: 'The key’s own "alg" is another one (PS256 for PS384) or none that there is (ES521).',
    ids: {
      'json_web_signature_test.json': { Figure20: [346, 350], Figure27: [347, 351] },
    },
  },
];

/** Why this vector is expected to be judged otherwise, if it is. */
export function expected(file: FileName, { id, name }: { id: number; name: string }) {
  return differences.find(({ ids }) => ids[file]?.[name]?.includes(id))?.why;
}
