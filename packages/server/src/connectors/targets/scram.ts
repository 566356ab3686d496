import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** As PostgreSQL does by itself (scram_iterations); the password is random, so more would add nothing. */
const ITERATIONS = 4_096;

/**
 * What PostgreSQL keeps of a password (RFC 5803, SCRAM-SHA-256). Sent in its place, so that the
 * password stands in no statement and in no log of the database. ASCII passwords only.
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(hmac('Client Key')).digest('base64');
  const server = hmac('Server Key').toString('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${server}`;
}
