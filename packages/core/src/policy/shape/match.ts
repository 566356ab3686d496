import { z } from 'zod';
import { compileGlob, MAX_GLOB_LENGTH } from '../glob.ts';
import { fields, nonEmpty } from './leaf.ts';

export function matchShape() {
  return fields({
    identity: globs().optional().describe('The name of the identity that asks.'),
    action: globs(slugGlob).optional().describe('What it wants to do: deploy, db.migrate.'),
    environment: globs(slugGlob).optional().describe('Where: production.'),
    resource: globs(resourceGlob)
      .optional()
      .describe('To what: payments-api, db/orders/customers.'),
  });
}

type GlobRule = (pattern: string) => string | undefined;

// A glob that can match nothing would let its requests fall through to a laxer rule.
export const slugGlob: GlobRule = (pattern) =>
  /^[a-z0-9._*-]*$/.test(pattern)
    ? undefined
    : 'This can never match: actions and environments are of a-z, 0-9, ".", "_" and "-".';
export const resourceGlob: GlobRule = (pattern) =>
  /\s/.test(pattern) ? 'This can never match: resources have no spaces.' : undefined;

const schemas = new Map([
  [slugGlob, '^[a-z0-9._*-]+$'],
  [resourceGlob, String.raw`^\S+$`],
]);

/** One glob or a list of them. */
export function globs(rule: GlobRule = () => undefined) {
  const glob = z.string().superRefine((pattern, context) => {
    const compiled = compileGlob(pattern);
    const message = compiled.ok ? rule(pattern) : compiled.message;
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });
  const empty = 'An empty list matches nothing. Leave the field out to match anything.';
  const text = {
    type: 'string' as const,
    minLength: 1,
    maxLength: MAX_GLOB_LENGTH,
    pattern: schemas.get(rule) ?? '.',
  };
  return z
    .preprocess((value) => (typeof value === 'string' ? [value] : value), nonEmpty(glob, empty))
    .meta({ anyOf: [text, { type: 'array', items: text, minItems: 1 }] });
}
