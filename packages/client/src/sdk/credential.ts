import { CountersignError } from './error.ts';

/**
 * An API key, or a function that gives a token. The function is asked for every call: workload
 * tokens live for minutes, a wait lasts for hours, and a server may refuse a token that it has seen.
 */
export type Credential = string | (() => string | Promise<string>);

/** Throws `no_credential` for text that cannot stand in a header; the text itself is never shown. */
export async function authorization(credential: Credential): Promise<string> {
  const token = typeof credential === 'string' ? credential : await credential();
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new CountersignError(
      'no_credential',
      'The credential is empty or holds spaces, line breaks or characters outside of ASCII. Check how it was copied.',
    );
  }
  return `Bearer ${token}`;
}
