/** Of P-256, each half of a signature. */
const HALF = 32;

/**
 * An ECDSA signature in DER (RFC 3279, section 2.2.3), as OpenSSL and the KMS services give it, as
 * the r || s of a JWS (RFC 7518, section 3.4). Throws where it is not one of P-256.
 */
export function rawSignature(der: Uint8Array): Uint8Array {
  // 72 bytes at most, so every length fits one byte.
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw notDer();
  const r = integerAt(der, 2);
  const s = integerAt(der, r.end);
  if (s.end !== der.length) throw notDer();
  const raw = new Uint8Array(2 * HALF);
  raw.set(r.bytes, HALF - r.bytes.length);
  raw.set(s.bytes, 2 * HALF - s.bytes.length);
  return raw;
}

/** Without the zero that keeps it positive. */
function integerAt(der: Uint8Array, at: number): { bytes: Uint8Array; end: number } {
  const length = der[at + 1];
  if (der[at] !== 0x02 || length === undefined || length === 0) throw notDer();
  const end = at + 2 + length;
  const written = der.subarray(at + 2, end);
  if (end > der.length || (written[0] ?? 0) > 0x7f) throw notDer();
  const bytes = written[0] === 0 ? written.subarray(1) : written;
  if (bytes.length > HALF) throw notDer();
  return { bytes, end };
}

function notDer(): Error {
  return new Error('The signature is not an ECDSA signature of P-256 in DER.');
}
