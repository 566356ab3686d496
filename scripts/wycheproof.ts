import { classFaults } from './wycheproof/classes.ts';
import { expected } from './wycheproof/differences.ts';
import { judge } from './wycheproof/judge.ts';
import { files, readGroups, vectorsOf, type FileName } from './wycheproof/vectors.ts';

/**
 * `npm run wycheproof -- CHECKOUT`: every JWS and JWK vector of Wycheproof through the function that
 * proves workload tokens. Fails for each answer that is not as expected, and for each expected
 * difference that there is not. Fails, too, where the classes that our own tests have vectors of are
 * not those of the checkout.
 */
const [checkout] = process.argv.slice(2);
if (checkout === undefined) {
  console.error(
    'Give the path of a checkout of https://github.com/C2SP/wycheproof, as of the commit that scripts/wycheproof/vectors.ts names.',
  );
  process.exit(2);
}

let faults = 0;
const fileNames = Object.keys(files) as FileName[];
const groups = new Map(fileNames.map((file) => [file, readGroups(checkout, file)]));
for (const [file, all] of groups) {
  const vectors = vectorsOf(all);
  let differ = 0;
  for (const vector of vectors) {
    const { ok, why } = await judge(vector);
    const reason = expected(file, vector);
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
for (const fault of classFaults([...groups.values()].flat())) {
  faults += 1;
  console.error(fault);
}
process.exitCode = faults === 0 ? 0 : 1;
