import examples from '../rfc-examples/examples.json' with { type: 'json' };
import { rsaSigner } from './keys.ts';
import {
  genuine,
  noClaims,
  noToken,
  vector,
  why,
  type Classes,
  type Vector,
  type MakeVectors,
} from './vectors.ts';

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
const signers = algorithms.map((alg) => rsaSigner(alg));

const of =
  (payload: Uint8Array, verdict: Vector['verdict']): MakeVectors =>
  () =>
    signers.map((by) => vector(by.alg, genuine(by, payload), by, verdict));

const keys = new Map<string, object>(Object.entries(examples.keys));

/** The example of RFC 7520 as it is there: with its own key, and with what Wycheproof says of the key on top. */
function figure(section: string, said: { alg: string; verdict: Vector['verdict'] }): MakeVectors {
  const example = [...examples.signed, ...examples.shared].find(({ name }) =>
    name.startsWith(`RFC 7520, ${section}:`),
  );
  const { header, payload, signature, key } = example ?? examples.unencoded;
  const token = `${header}.${payload}.${signature}`;
  const { use: _, ...published } = { use: 'sig', ...keys.get(key) };
  const isShared = section === '4.4';
  const verdict = isShared ? noToken : noClaims;
  return () => [
    { about: 'as in the RFC', token, keys: [{ ...published, use: 'sig' }], verdict },
    { about: 'with key_ops', token, keys: [{ ...published, key_ops: ['verify'] }], verdict },
    { about: said.alg, token, keys: [{ ...published, alg: said.alg }], verdict: said.verdict },
  ];
}

const claims = { at: 'claims', why: why.noClaims } as const;
const ownAlg = {
  at: 'signature',
  why: 'The key’s own "alg" is another one (PS256 for PS384) or none that there is (ES521). With the key of the RFC, the signature holds.',
} as const;

/** What is signed, by six algorithms and in RFC 7520. */
export const payloads: Classes = {
  emptyPayload: {
    made: 'Signed as it should be, of nothing.',
    differs: { at: 'signature', why: 'A token without a payload has no claims.' },
    vectors: of(Buffer.alloc(0), noToken),
  },
  allZeroPayload: {
    made: 'Signed as it should be, of sixteen zeros.',
    differs: claims,
    vectors: of(Buffer.alloc(16), noClaims),
  },
  oneBytePayload: {
    made: 'Signed as it should be, of one byte.',
    differs: claims,
    vectors: of(Buffer.from('b'), noClaims),
  },
  normalPayload: {
    made: 'Signed as it should be, of claims.',
    vectors: (text) => of(Buffer.from(text), 'proves')(text),
  },
  Figure13: {
    made: 'RFC 7520, 4.1: RS256.',
    differs: claims,
    vectors: figure('4.1', { alg: 'RS256', verdict: noClaims }),
  },
  Figure20: {
    made: 'RFC 7520, 4.2: PS384.',
    differs: ownAlg,
    vectors: figure('4.2', { alg: 'PS256', verdict: noToken }),
  },
  Figure27: {
    made: 'RFC 7520, 4.3: ES512.',
    differs: ownAlg,
    vectors: figure('4.3', { alg: 'ES521', verdict: noToken }),
  },
  Figure35: {
    made: 'RFC 7520, 4.4: HS256.',
    differs: { at: 'signature', why: why.mac },
    vectors: figure('4.4', { alg: 'HS256', verdict: noToken }),
  },
};
