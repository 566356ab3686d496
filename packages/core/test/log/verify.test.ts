import { describe, expect, it } from 'vitest';
import { toBase64 } from '../../src/log/bytes.ts';
import { signCheckpoint } from '../../src/log/checkpoint.ts';
import { consistencyProof } from '../../src/log/consistency.ts';
import { inclusionProof } from '../../src/log/inclusion.ts';
import { keyPair, parseSigningKey } from '../../src/log/key.ts';
import { formatTlogProof } from '../../src/log/tlog-proof.ts';
import type { Material } from '../../src/log/verify.ts';
import { verify } from '../../src/log/verify.ts';
import { entry, manyEntries, sealed, signer, vkey } from './sample-log.ts';

const entries = manyEntries(20);
const log = sealed(entries);
const before = sealed(entries.slice(0, 12));
const { checkpoint, reader, size } = log;
const seventh = entries[7] ?? entry('none', null);
const proof = formatTlogProof({ index: 7, path: inclusionProof(7, size, reader), checkpoint });
const growth = consistencyProof(12, size, reader).map(toBase64);

const codeOf = (material: Omit<Material, 'vkey'>) => {
  const verdict = verify({ vkey, ...material });
  return verdict.ok ? 'ok' : verdict.code;
};

describe('verifying exported material', () => {
  it('proves a checkpoint by its key', () => {
    const proven = { checkpoint: { origin: 'log.example.com', size: 20, root: log.root } };
    expect(verify({ vkey, checkpoint })).toEqual({ ok: true, proven });
  });

  it('proves one entry, and where it is', () => {
    const verdict = verify({ vkey, checkpoint, entry: { entry: seventh, proof } });
    expect(verdict).toMatchObject({ ok: true, proven: { index: 7 } });
  });

  it('refuses another entry with that proof', () => {
    const forged = { entry: { ...seventh, kind: 'request.approved' }, proof };
    expect(codeOf({ checkpoint, entry: forged })).toBe('wrong_root');
  });

  it('refuses a proof in a tree of another size', () => {
    const older = before.checkpoint;
    const path = inclusionProof(7, before.size, before.reader);
    const old = formatTlogProof({ index: 7, path, checkpoint: older });
    expect(codeOf({ checkpoint, entry: { entry: seventh, proof: old } })).toBe('bad_proof');
  });

  it('proves that the log extends one that was signed before', () => {
    const older = { checkpoint: before.checkpoint, proof: growth };
    expect(verify({ vkey, checkpoint, older })).toMatchObject({
      ok: true,
      proven: { extends: { size: 12 } },
    });
  });

  it('takes the whole log for a consistency proof', () => {
    const older = { checkpoint: before.checkpoint };
    expect(codeOf({ checkpoint, older, log: log.files })).toBe('ok');
    expect(codeOf({ checkpoint, older })).toBe('bad_proof');
  });

  it('finds a history that was rewritten after it was signed', () => {
    const rewritten = sealed([entry('forged', null), ...entries.slice(1, 12)]);
    const older = { checkpoint: rewritten.checkpoint };
    expect(codeOf({ checkpoint, older: { ...older, proof: growth } })).toBe('wrong_root');
    expect(codeOf({ checkpoint, older, log: log.files })).toBe('wrong_root');
  });

  it('finds a log that was cut back to a smaller size and signed again', () => {
    const older = { checkpoint };
    expect(codeOf({ checkpoint: before.checkpoint, older, log: before.files })).toBe('wrong_root');
    expect(codeOf({ checkpoint: before.checkpoint, older: { checkpoint, proof: [] } })).toBe(
      'bad_size',
    );
  });

  it('finds two roots signed for one size', () => {
    const fork = signCheckpoint(size, before.root, signer);
    expect(codeOf({ checkpoint, older: { checkpoint: fork, proof: [] } })).toBe('wrong_root');
  });

  it('takes no other key for the log', () => {
    const stranger = keyPair('log.example.com', new Uint8Array(32).fill(2));
    const forged = signCheckpoint(size, log.root, parseSigningKey(stranger.signingKey));
    expect(codeOf({ checkpoint: forged })).toBe('unknown_key');
    expect(codeOf({ checkpoint, older: { checkpoint: forged, proof: [] } })).toBe('unknown_key');
  });

  it('answers every failure in a sentence', () => {
    expect(verify({ vkey: 'nonsense', checkpoint })).toEqual({
      ok: false,
      code: 'bad_key',
      failure: '"nonsense" is not an Ed25519 verifier key of the form name+id+base64.',
    });
  });

  it('fails when any one part fails, however good the others are', () => {
    const good = { checkpoint, log: log.files, entry: { entry: seventh, proof } };
    expect(codeOf(good)).toBe('ok');
    for (const evidence of [null, false, 0, '', {}]) {
      expect(codeOf({ ...good, evidence })).toBe('bad_evidence');
    }
  });
});
