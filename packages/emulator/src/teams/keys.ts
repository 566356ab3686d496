import { type KeyObject, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';

export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** As a key document lists it. */
  jwk: JWK & { endorsements?: readonly string[] };
}

const generate = promisify(generateKeyPair);

/** `endorsements` are the channels a Bot Framework key may speak for; Entra's keys have none. */
export async function makeKey(endorsements?: readonly string[]): Promise<SigningKey> {
  const { privateKey, publicKey } = await generate('rsa', { modulusLength: 2048 });
  const bare = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(bare);
  const jwk = { ...bare, kid, x5t: kid, use: 'sig', ...(endorsements && { endorsements }) };
  return { kid, privateKey, publicKey, jwk };
}

/** Keys as the Bot Framework publishes them: a new one signs, earlier ones stay for a while. */
export class KeyRing {
  current: SigningKey;
  /** Published, and for another channel than Teams. */
  readonly unendorsed: SigningKey;
  #earlier: SigningKey[] = [];
  #dropped: SigningKey | undefined;

  constructor(current: SigningKey, unendorsed: SigningKey) {
    this.current = current;
    this.unendorsed = unendorsed;
  }

  async rotate(): Promise<void> {
    const next = await makeKey(endorsed);
    this.#earlier.push(this.current);
    this.current = next;
  }

  /** Publishes only the key that signs now. */
  dropEarlier(): void {
    this.#dropped = this.#earlier.at(-1) ?? this.#dropped;
    this.#earlier = [];
  }

  /** The key that was published last and is no more. */
  get retired(): SigningKey | undefined {
    return this.#dropped;
  }

  published(): SigningKey['jwk'][] {
    return [this.current, ...this.#earlier, this.unendorsed].map(({ jwk }) => jwk);
  }
}

const endorsed = ['msteams'];

export async function makeKeyRing(): Promise<KeyRing> {
  const [current, unendorsed] = await Promise.all([makeKey(endorsed), makeKey(['webchat'])]);
  return new KeyRing(current, unendorsed);
}
