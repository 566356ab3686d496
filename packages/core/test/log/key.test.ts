import { describe, expect, it } from 'vitest';
import { utf8 } from '../../src/log/bytes.ts';
import { isKeyName, keyPair, parseSigningKey, parseVerifierKey } from '../../src/log/key.ts';
import notes from './vectors/notes.json' with { type: 'json' };

const badKey: unknown = expect.objectContaining({ code: 'bad_key' });
const pair = keyPair('log.example.com', new Uint8Array(32).fill(7));

describe('a signing key', () => {
  it('comes from 32 random bytes, and leads to its verifier key', () => {
    const signer = parseSigningKey(pair.signingKey);
    expect(signer.vkey).toBe(pair.vkey);
    expect(signer.name).toBe('log.example.com');
    const text = utf8('text\n');
    const verifier = parseVerifierKey(pair.vkey);
    expect(verifier.keyId).toBe(signer.keyId);
    expect(verifier.verify(text, signer.sign(text))).toBe(true);
    expect(verifier.verify(utf8('texT\n'), signer.sign(text))).toBe(false);
    expect(verifier.verify(text, signer.sign(text).slice(1))).toBe(false);
  });

  it("is written and read as Go's note package does", () => {
    const example = notes.find(({ signingKey }) => signingKey !== undefined);
    expect(parseSigningKey(example?.signingKey ?? '').vkey).toBe(example?.vkey);
  });

  it('needs all 32 bytes and a name without spaces, plus signs and controls', () => {
    expect(() => keyPair('log', new Uint8Array(31))).toThrow(badKey);
    for (const name of ['', 'a b', 'a+b', 'a\u00A0b', 'a\u0085b', 'a\nb', 'a\u007Fb', '\uD800']) {
      expect(isKeyName(name)).toBe(false);
      expect(() => keyPair(name, new Uint8Array(32))).toThrow(badKey);
    }
  });

  it('is refused with any character changed or missing, and never quoted in the refusal', () => {
    const { signingKey } = pair;
    for (let at = 0; at < signingKey.length; at++) {
      const rest = signingKey.slice(at + 1);
      const next = String.fromCharCode(signingKey.charCodeAt(at) + 1);
      expect(() => parseSigningKey(signingKey.slice(0, at) + rest)).toThrow(badKey);
      expect(() => parseSigningKey(signingKey.slice(0, at) + next + rest)).toThrow(
        /^This is not a signing key/,
      );
    }
  });
});

describe('a verifier key', () => {
  it.each(notes)('of $source is read', ({ vkey }) => {
    expect(`${parseVerifierKey(vkey).name}+${parseVerifierKey(vkey).keyId}`).toBe(
      vkey.split('+', 2).join('+'),
    );
  });

  it('is refused with any character changed or missing', () => {
    const { vkey } = pair;
    for (let at = 0; at < vkey.length; at++) {
      const rest = vkey.slice(at + 1);
      const next = String.fromCharCode(vkey.charCodeAt(at) + 1);
      expect(() => parseVerifierKey(vkey.slice(0, at) + rest)).toThrow(badKey);
      expect(() => parseVerifierKey(vkey.slice(0, at) + next + rest)).toThrow(badKey);
    }
  });

  it('of another type is refused, with its fitting id too', () => {
    const other = 'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    expect(() => parseVerifierKey(other)).toThrow(badKey);
  });

  // Under ZIP 215 the neutral point as a public key would accept (R = neutral, S = 0) for any text.
  it('of small order verifies nothing', () => {
    const key = parseVerifierKey('log+d3e98763+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
    expect(key.verify(utf8('text\n'), new Uint8Array(64).with(0, 1))).toBe(false);
  });
});
