import type { BoundClaims, Claims } from '../claims.ts';

/** Where the accounts of people who start runs are. */
export type StarterPlatform = 'github' | 'gitlab' | 'circleci';

/** What is known of an issuer: whom its tokens are about, and which of them prove nothing here. */
export type Preset = {
  /** Issuers that are of this kind, whatever the configuration calls them. */
  hosted: RegExp;
  /** Issuers that the configuration may call so; `hosted` where left out. */
  issuer?: RegExp;
  /** For whoever gave another one. */
  example: string;
  /** Claims that name one tenant for ever. A name can be given up and taken by a stranger; an id cannot. */
  tenantClaims: string[];
  /** Claims that a binding must name to the letter besides, and why. */
  alsoBound?: { claim: string; because: string };
  /** Claims whose value is a list of texts: a binding names one that must be in it. */
  lists?: string[];
  /** What the log keeps of a token: no names of people, since nothing is ever taken out of it. */
  summary: string[];
  /** Names and ids of the human who started the run, where tokens say it. */
  starter?: { platform: StarterPlatform; of(claims: Claims): string[] };
  /**
   * The claims by which a job is known that may run code from outside, that a human took over, or that
   * is no workload: only a binding that names their very values lets it in.
   */
  outside?(claims: Claims): string[];
  /** What is wrong with a binding, as the rest of a sentence that begins with "This binding". */
  misbound?(claims: BoundClaims): string | undefined;
  /** The longest life of a token in seconds, unless the configuration says another. */
  maxLifetime?: number;
};
