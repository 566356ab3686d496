import { z } from 'zod';
import { quote } from '../../text/quote.ts';
import { parseDuration } from '../duration.ts';
import { isOwnAudience } from '../../grant/own-audience.ts';
import { count, duration, fields, known, list, nonEmpty } from './leaf.ts';
import type { Names } from './names.ts';

const MOST = 20;
/** Keys stay published for as long after they have signed their last grant. */
export const MAX_LIFETIME_MS = 86_400_000;

/** The short-lived credential that an approval gives. */
export function grantShape(names: Pick<Names, 'targets' | 'ownAudiences'>) {
  return fields({
    audience: nonEmpty(audience(names.ownAudiences), 'A grant has at least one audience.')
      .max(MOST, `A grant has at most ${MOST} audiences.`)
      .describe('Who may take it, as they name themselves: sts.amazonaws.com.'),
    scope: list(scope())
      .refine((scopes) => scopes.length <= MOST, `A grant has at most ${MOST} scopes.`)
      .optional()
      .describe('What it says that may be done with it; nothing if left out.'),
    lifetime: duration()
      .refine(
        (text) => (parseDuration(text) ?? 0) <= MAX_LIFETIME_MS,
        'A grant lasts a day at most.',
      )
      .optional()
      .describe('How long it lasts, and never longer than the approval; 15m if left out.'),
    uses: count(
      'The uses are a whole number.',
      'The uses are at least 1: a grant that nobody may use is none.',
    )
      .optional()
      .describe('How often it may be redeemed; 1 if left out.'),
    targets: list(known('target', names.targets))
      .optional()
      .describe("Systems that it opens, by their name in the service's configuration."),
  });
}

/** Any text without spaces would do (RFC 7519, StringOrURI); relying parties take less. */
function audience(own: Names['ownAudiences']) {
  return z
    .string()
    .regex(
      /^[\x21-\x7e]{1,200}$/,
      'An audience is 1 to 200 visible ASCII characters, without spaces.',
    )
    .superRefine((name, context) => {
      if (own === undefined || !isOwnAudience(name, own)) return;
      const message = `${quote(name)} is this service itself: a grant is for somebody else.`;
      context.addIssue({ code: 'custom', message });
    });
}

/** A scope-token of RFC 6749, section 3.3. */
function scope() {
  return z
    .string()
    .regex(
      /^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/,
      'A scope is 1 to 100 visible ASCII characters, without spaces, quotes and backslashes.',
    );
}
