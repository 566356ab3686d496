import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { fromBase64, toBase64, utf8 } from './bytes.ts';
import { LogError } from './error.ts';
import type { Signer, Verifier } from './key.ts';
import { isKeyName } from './key.ts';

/** A signature line of a note; nothing is known of it until a key has verified it. */
export type NoteSignature = {
  readonly name: string;
  readonly keyId: string;
  readonly signature: Uint8Array;
};
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

/** A note whose signature by the named keys holds. */
export type OpenNote = { readonly text: string; readonly signedBy: readonly string[] };

/** The specification asks for 16 at least. */
export const MAX_SIGNATURES = 100;

/** Signs a text that ends in a newline (c2sp.org/signed-note); throws LogError `bad_note`. */
export function signNote(text: string, ...signers: readonly Signer[]): string {
  const signatures = signers.map((signer) => ({
    name: signer.name,
    keyId: signer.keyId,
    signature: signer.sign(utf8(text)),
  }));
  return formatNote({ text, signatures });
}

/** For signatures that were made elsewhere, as by a key service. */
export function formatNote({ text, signatures }: Note): string {
  const lines = signatures.map(
    ({ name, keyId, signature }) =>
      `— ${name} ${toBase64(concatBytes(hexToBytes(keyId), signature))}\n`,
  );
  const note = `${text}\n${lines.join('')}`;
  if (parseNote(note).text !== text) throw new LogError('bad_note', 'This text makes no note.');
  return note;
}

/**
 * The text of a note that a known key has signed. Signatures by unknown keys are ignored; one bad
 * signature by a known key spoils the note.
 * Throws LogError: `bad_note` (malformed), `bad_signature`, `unknown_key` (no known key signed).
 */
export function openNote(note: string, verifiers: readonly Verifier[]): OpenNote {
  const { text, signatures } = parseNote(note);
  const signedBy = new Set<string>();
  for (const line of signatures) {
    const known = verifiers.find(({ name, keyId }) => name === line.name && keyId === line.keyId);
    if (known === undefined) continue;
    if (!known.verify(utf8(text), line.signature)) {
      throw new LogError(
        'bad_signature',
        `The signature of ${line.name} does not fit the note: it was altered after signing.`,
      );
    }
    signedBy.add(known.name);
  }
  if (signedBy.size === 0) {
    const names = verifiers.map(({ name, keyId }) => `${name}+${keyId}`).join(', ');
    throw new LogError('unknown_key', `The note is not signed by the expected key ${names}.`);
  }
  return { text, signedBy: [...signedBy] };
}

/** Takes a note apart without verifying anything; throws LogError `bad_note`. */
export function parseNote(note: string): Note {
  const blank = note.lastIndexOf('\n\n');
  const isText = note.isWellFormed() && !hasControls(note);
  if (!isText || blank === -1 || !note.endsWith('\n')) throw malformed();
  const lines = note.slice(blank + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw malformed();
  return { text: note.slice(0, blank + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const [dash, name = '', encoded = '', ...rest] = line.split(' ');
  const bytes = fromBase64(encoded);
  if (dash !== '—' || rest.length > 0 || !isKeyName(name) || bytes === undefined) throw malformed();
  if (bytes.length < 5) throw malformed();
  return { name, keyId: bytesToHex(bytes.slice(0, 4)), signature: bytes.slice(4) };
}

function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 && unit !== 0x0a) return true;
  }
  return false;
}

function malformed(): LogError {
  return new LogError(
    'bad_note',
    'This is not a signed note: text, a blank line, signature lines.',
  );
}
