import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The vectors that this is about, as of github.com/C2SP/wycheproof dac1dd4729fd (Apache-2.0). */
export const files = {
  'json_web_signature_test.json':
    '8e687a06fe8359f4ec51480f1a9f73c8faebd6f4c01b818b843b44eee54fd5d9',
  'json_web_key_test.json': 'be983255bce26406f97020ec5458b33930a90d5f868e604fcd569c300aba2862',
  'json_web_crypto_test.json': 'dcd58ac9548a7d6173437a691e4cc307dcd3cec9fd814a39cd2a94531cf4f8ce',
};
export type FileName = keyof typeof files;

export type Vector = {
  /** As the file numbers it. */
  id: number;
  /** Of its class: its comment there. */
  name: string;
  /** The group's and the vector's own words. */
  about: string;
  /** What an issuer would publish: the public key where there is one. */
  keySet: unknown;
  jws: string;
  isValid: boolean;
};

export type Group = {
  comment: string;
  private?: object;
  public?: object;
  tests: {
    tcId: number;
    comment: string;
    flags: string[];
    jws?: unknown;
    result: 'valid' | 'invalid';
  }[];
};

/** Reads a file of a checkout; throws where it is not the one that is known. */
export function readGroups(checkout: string, file: FileName): Group[] {
  const bytes = readFileSync(join(checkout, 'testvectors_v1', file));
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (digest !== files[file]) {
    throw new Error(
      `${file} is not the one that the differences are listed of: SHA-256 ${digest}.`,
    );
  }
  return (JSON.parse(bytes.toString()) as { testGroups: Group[] }).testGroups;
}

export function vectorsOf(groups: Group[]): Vector[] {
  return groups.flatMap((group) => {
    const published = group.public ?? group.private ?? {};
    const keySet = 'keys' in published ? published : { keys: [published] };
    return group.tests.flatMap((test) =>
      // Encrypted tokens (JWE) are none of ours.
      test.jws === undefined
        ? []
        : {
            id: test.tcId,
            name: test.comment,
            about: `${group.comment}: ${test.comment}`,
            keySet,
            jws: typeof test.jws === 'string' ? test.jws : JSON.stringify(test.jws),
            isValid: test.result === 'valid',
          },
    );
  });
}
