import { randomBytes } from 'node:crypto';
import { assert, constantFrom, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mintApiKey, parseApiKey, sameHash } from '../../src/identity/api-key.ts';

describe('an API key', () => {
  it('has a prefix, an id, 32 random characters and a checksum that scanners can find', () => {
    expect(mintApiKey(randomBytes).key).toMatch(/^csk_[0-9A-Za-z]{10}_[0-9A-Za-z]{38}$/u);
  });

  it('is known again by its id and hash, and the hash does not contain it', () => {
    const { key, id, hash } = mintApiKey(randomBytes);
    expect(parseApiKey(key)).toEqual({ id, hash });
    expect(hash).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('draws characters evenly: bytes over 247 are thrown away', () => {
    let drawn = 0;
    const bytes = [255, 248, 0, 247];
    const { key } = mintApiKey((size) =>
      Uint8Array.from({ length: size }, () => bytes[drawn++ % 4] ?? 0),
    );
    expect(key.slice(4, 14)).toBe('0z0z0z0z0z');
  });

  it('is recognised for ever as it is today: a fixed vector', () => {
    const { key, hash } = mintApiKey((size) => new Uint8Array(size).fill(7));
    expect(key).toBe('csk_7777777777_777777777777777777777777777777774YsRas');
    expect(hash).toBe('ba5b06057e716434b72cd26cd64049167be8d0676f26dae8a50c4d0561ece7e6');
  });

  it('is refused without a look-up when one character is wrong', () => {
    const { key } = mintApiKey(randomBytes);
    assert(
      property(
        nat(key.length - 1),
        constantFrom('0', '9', 'A', 'Z', 'a', 'z', '_', '-', ' ', '\u00e9'),
        (at, character) => {
          const typo = key.slice(0, at) + character + key.slice(at + 1);
          expect(typo === key || parseApiKey(typo) === null).toBe(true);
        },
      ),
    );
  });

  it.each(['', 'csk_', 'csk__', 'Bearer', `x${mintApiKey(randomBytes).key}`])(
    'is not seen in %j',
    (text) => expect(parseApiKey(text)).toBeNull(),
  );

  it('is not accepted with a newline at its end', () => {
    expect(parseApiKey(`${mintApiKey(randomBytes).key}\n`)).toBeNull();
  });

  it('never matches an empty or a malformed stored hash', () => {
    const { hash } = mintApiKey(randomBytes);
    expect(sameHash(hash, hash)).toBe(true);
    expect([
      sameHash('', ''),
      sameHash(hash, ''),
      sameHash(hash, 'zz'),
      sameHash('zz', 'zz'),
    ]).toEqual([false, false, false, false]);
  });
});
