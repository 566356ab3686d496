import { ecdsa } from './ecdsa.ts';
import { encodings } from './encodings.ts';
import { keySets } from './key-sets.ts';
import { padding } from './padding.ts';
import { parts } from './parts.ts';
import { payloads } from './payloads.ts';
import { pssClasses } from './pss.ts';
import type { Classes } from './vectors.ts';

/**
 * Wycheproof's classes of signed tokens, by its names (names.json); keys, tokens and signatures are
 * our own.
 */
export const families: { [family: string]: Classes } = {
  'parts of a token': parts,
  encodings,
  payloads,
  'keys and key sets': keySets,
  'padding of RS256': padding,
  'RSASSA-PSS': pssClasses,
  ECDSA: ecdsa,
};
