import type { FileName } from './vectors.ts';

type Difference = { why: string; ids: { [file in FileName]?: number[] } };

/**
 * Where the service answers otherwise than the vectors say. All of them are valid there and refused
 * here; of what is invalid there, nothing is let through.
 */
const differences: Difference[] = [
  {
    why: 'HS* and symmetric keys are refused: whoever can verify could sign.',
    ids: {
      'json_web_signature_test.json': [1, 348, 352, 357, 358, 359, 372, 373, 376, 377],
      'json_web_key_test.json': [2, 13, 14, 15],
      'json_web_crypto_test.json': [1, 48],
    },
  },
  {
    why: 'A token without a payload has no claims.',
    ids: { 'json_web_signature_test.json': [259, 264, 268, 272, 320, 325] },
  },
  {
    why: 'The key’s own "alg" is another one (PS256 for PS384) or none that there is (ES521).',
    ids: { 'json_web_signature_test.json': [346, 347, 350, 351] },
  },
];

/** Why this vector is expected to be judged otherwise, if it is. */
export function expected(file: FileName, id: number): string | undefined {
  return differences.find(({ ids }) => ids[file]?.includes(id))?.why;
}
