import { keyPair, parseSigningKey, parseVerifierKey } from '@countersign/core/log/key';
import { assert, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nativeEd25519 } from '../src/ed25519.ts';

const secrets = uint8Array({ minLength: 32, maxLength: 32 });

describe('the signatures that OpenSSL makes', () => {
  it('are those that the portable library makes, under the same key', () => {
    assert(
      property(secrets, uint8Array({ maxLength: 300 }), (secret, text) => {
        const pair = keyPair('example.com/log', secret, nativeEd25519);
        expect(pair).toEqual(keyPair('example.com/log', secret));
        const signature = parseSigningKey(pair.signingKey, nativeEd25519).sign(text);
        expect(signature).toEqual(parseSigningKey(pair.signingKey).sign(text));
        expect(parseVerifierKey(pair.vkey).verify(text, signature)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});
