import { ec, ecSigner, toBigInt, toBytes } from './keys.ts';
import { es256, genuine, unsigned, vector, type Classes, type MakeVectors } from './vectors.ts';

/** The order of P-256 (FIPS 186-5, SP 800-186). */
const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const whole = 2n ** 256n;

/** The signature is a pair of numbers, R and S, and is written in another way. */
const rewritten =
  (...ways: ((r: bigint, s: bigint) => Buffer)[]): MakeVectors =>
  (claims) =>
    ways.map((way, at) => {
      const sign = (input: Uint8Array) => {
        const signature = es256.sign(input);
        return way(toBigInt(signature.subarray(0, 32)), toBigInt(signature.subarray(32)));
      };
      return vector(`ES256, ${at + 1}`, genuine({ ...es256, sign }, claims), es256, unsigned);
    });

const pair = (r: bigint, s: bigint, length = 32) =>
  Buffer.concat([toBytes(r, length), toBytes(s, length)]);

const edges = { Zero: 0n, One: 1n, Nminus1: n - 1n, N: n };

const edgeCases = Object.entries(edges).flatMap(([rName, r]) =>
  Object.entries(edges).map(([sName, s]) => [
    `rIs${rName}_sIs${sName}`,
    { made: `R is ${rName}, S is ${sName}.`, vectors: rewritten(() => pair(r, s)) },
  ]),
);

/** ECDSA (RFC 7518, 3.4): R and S in 32 bytes each, both between 0 and the order of the curve. */
export const ecdsa: Classes = {
  valid: {
    made: 'Signed as it should be, with and without the name of the key.',
    vectors: (claims) => [
      vector('ES256', genuine(es256, claims), es256, 'proves'),
      vector(
        'ES256, by no name',
        genuine(es256, claims, { kid: undefined }),
        ecSigner(ec),
        'proves',
      ),
    ],
  },
  SignatureTooLong: {
    made: 'R and S in 33 bytes each.',
    vectors: rewritten((r, s) => pair(r, s, 33)),
  },
  TrailingZeros: {
    made: 'Two zeros after the signature.',
    vectors: rewritten((r, s) => Buffer.concat([pair(r, s), Buffer.alloc(2)])),
  },
  RisTooBig: {
    made: 'The order of the curve is added to R, in 33 bytes each.',
    vectors: rewritten((r, s) => pair(r + n, s, 33)),
  },
  SisTooBig: {
    made: 'The order of the curve is added to S, in 33 bytes each.',
    vectors: rewritten((r, s) => pair(r, s + n, 33)),
  },
  IntegerOverflow: {
    made: '2^256 is added to R or to S, in 33 bytes each.',
    vectors: rewritten(
      (r, s) => pair(r + whole, s, 33),
      (r, s) => pair(r, s + whole, 33),
    ),
  },
  BufferOverflow: {
    made: 'A signature of 4,096 bytes.',
    vectors: rewritten((r, s) => pair(r, s, 2_048)),
  },
  ...Object.fromEntries(edgeCases),
};
