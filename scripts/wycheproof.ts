import { expected } from './wycheproof/differences.ts';
import { judge } from './wycheproof/judge.ts';
import { files, readVectors, type FileName } from './wycheproof/vectors.ts';

/**
 * `npm run wycheproof -- CHECKOUT`: every JWS and JWK vector of Wycheproof through the function that
 * proves workload tokens. Fails for each answer that is not as expected, and for each expected
 * difference that there is not.
 */
const [checkout] = process.argv.slice(2);
if (checkout === undefined) {
  console.error(
    'Give the path of a checkout of https://github.com/C2SP/wycheproof, as of the commit that scripts/wycheproof/vectors.ts names.',
  );
  process.exit(2);
}

let faults = 0;
for (const file of Object.keys(files) as FileName[]) {
  const vectors = readVectors(checkout, file);
  let differ = 0;
  for (const vector of vectors) {
    const { ok, why } = await judge(vector);
    const reason = expected(file, vector.id);
    if (reason !== undefined) differ += 1;
    // What is invalid there is never let through, whatever is listed.
    const isAsExpected = vector.isValid ? ok === (reason === undefined) : !ok && !reason;
    if (isAsExpected) continue;
    faults += 1;
    const answer = ok ? 'is let through' : `is refused: ${why}`;
    console.error(`${file} ${vector.id} (${vector.about}) ${answer}`);
  }
  console.log(`${file}: ${vectors.length} vectors, ${differ} expected differences`);
}
process.exitCode = faults === 0 ? 0 : 1;
