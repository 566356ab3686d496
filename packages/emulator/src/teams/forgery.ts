import type { JsonObject } from '../json.ts';

/** What is wrong with an activity: each knob alone makes one wrong, and none leaves it genuine. */
export interface Forgery {
  /** Replace claims of the token; null leaves one out. Times are in seconds. */
  claims?: JsonObject;
  alg?: 'none' | 'HS256' | 'PS256' | 'RS512';
  /**
   * Signed by a key that is not published, by one published for another channel, by Entra's, or by
   * one that was published once (`keys.dropEarlier()`).
   */
  key?: 'unknown' | 'unendorsed' | 'entra' | 'retired';
  /** What the header says of the key; null says nothing. */
  kid?: string | null;
  /** The claims are changed after signing. */
  tamper?: boolean;
  /** The whole `Authorization` header; empty for none. */
  authorization?: string;
  /** Merged into the activity's body; null leaves a field out. */
  activity?: JsonObject;
}
