import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyConsistency } from '@countersign/core/log/consistency';
import { LogError } from '@countersign/core/log/error';
import { verifyInclusion } from '@countersign/core/log/inclusion';

/**
 * `npm run merkle-vectors -- CHECKOUT`: the vectors of inclusion and consistency proofs of
 * github.com/transparency-dev/merkle 417fb0c31475 (Apache-2.0) through the functions that verify the
 * log. Fails for each answer that is not as the vector says.
 */
const DIGEST = '80ab8fe4b977e33e7549e4e464676056847ea31f5fac55a7f47e3396e45ce925';

/** Valid there and refused here: its two roots are equal, and no hashes, of 12 bytes each. */
const refusedHere = new Set([
  'testdata/consistency/additional/sizes-are-equal-one-and-proof-is-empty.json',
]);

type Inclusion = { leafIdx: number; treeSize: number; root: string; leafHash: string };
type Consistency = { size1: number; size2: number; root1: string; root2: string };
type Vector = (Inclusion | Consistency) & { proof: string[] | null; wantErr: boolean };

const [checkout] = process.argv.slice(2);
if (checkout === undefined) {
  console.error('Give the path of a checkout of https://github.com/transparency-dev/merkle.');
  process.exit(2);
}

const files = ['inclusion', 'consistency'].flatMap((kind) => namesIn(join('testdata', kind)));
const whole = createHash('sha256');
let faults = 0;
for (const file of files) {
  const bytes = readFileSync(join(checkout, file));
  whole.update(`${file} ${createHash('sha256').update(bytes).digest('hex')}\n`);
  const vector = JSON.parse(bytes.toString()) as Vector;
  const refusal = refusalOf(vector);
  const isRefused = vector.wantErr || refusedHere.has(file);
  if ((refusal !== null) === isRefused) continue;
  faults += 1;
  console.error(`${file} ${refusal === null ? 'is let through' : `is refused: ${refusal}`}`);
}
const digest = whole.digest('hex');
if (digest !== DIGEST) {
  faults += 1;
  console.error(`These are not the vectors of that commit: SHA-256 ${digest}.`);
}
console.log(`${files.length} vectors, ${refusedHere.size} expected differences`);
process.exitCode = faults === 0 ? 0 : 1;

/** In the order of their bytes, on every machine. */
function namesIn(folder: string): string[] {
  const found = readdirSync(join(checkout ?? '', folder), { recursive: true, encoding: 'utf8' });
  return found
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${folder}/${name}`)
    .sort();
}

/** Why it is refused; null where it is let through. What is no refusal of ours is thrown. */
function refusalOf(vector: Vector): string | null {
  const path = (vector.proof ?? []).map(bytesOf);
  try {
    if ('leafIdx' in vector) {
      const { leafIdx: index, treeSize: size } = vector;
      const [leaf, root] = [bytesOf(vector.leafHash), bytesOf(vector.root)];
      verifyInclusion({ index, size, leaf, root, path });
    } else {
      const { size1: old, size2: size } = vector;
      const [oldRoot, root] = [bytesOf(vector.root1), bytesOf(vector.root2)];
      verifyConsistency({ old, oldRoot, size, root, path });
    }
    return null;
  } catch (error) {
    if (error instanceof LogError) return error.message;
    throw error;
  }
}

function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
