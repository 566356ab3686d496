/** The primes below 168: with all of them, an honest modulus is taken for a weak one once in 2^27. */
const primes = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101,
  103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];

/** For each prime, the remainders that a modulus made by that library can have. */
const remainders = primes.map((prime) => {
  const powers = new Set<number>();
  for (let power = 1; !powers.has(power); power = (power * 65_537) % prime) powers.add(power);
  return { prime: BigInt(prime), powers };
});

/**
 * Whether an RSA modulus was made by the library of CVE-2017-15361 (ROCA), whose keys can be
 * factored: its primes are powers of 65537, modulo each small prime. (Nemec, Sys, Svenda, Klinec,
 * Matyas: The Return of Coppersmith's Attack, 2017.)
 */
export function isRoca(modulus: bigint): boolean {
  return remainders.every(({ prime, powers }) => powers.has(Number(modulus % prime)));
}
