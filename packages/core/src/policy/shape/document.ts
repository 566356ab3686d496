import { z } from 'zod';
import { freezeShape } from './freeze.ts';
import { groupShape } from './group.ts';
import { fields, line, named, nonEmpty, zone } from './leaf.ts';
import { globs, resourceGlob } from './match.ts';
import type { Names } from './names.ts';
import { ruleShape } from './rule.ts';

export type Document = z.output<ReturnType<typeof documentShape>>;
export type Included = z.output<ReturnType<typeof includedShape>>;

/**
 * The document as it may be written. No transform here may raise an issue: that would keep the
 * checks of the mappings around it from running.
 */
export function documentShape(names: Names, inherited?: string) {
  return fields({
    version: z
      .literal(1, 'The version of the document format is 1.')
      .describe('The version of this format.'),
    zone: zone(names.calendar)
      .optional()
      .describe("IANA time zone of the conditions' time and of the freezes; UTC if left out."),
    groups: groups(names),
    freezes: z
      .array(freezeShape(names.calendar, inherited))
      .optional()
      .describe('When nothing that matches is carried out.'),
    include: z
      .array(includeShape())
      .optional()
      .describe("Files of teams, each with rules for the team's own resources."),
    rules: rules(names),
  });
}

/** A file that a document includes. */
export function includedShape(names: Names) {
  return fields({ groups: groups(names).optional(), rules: rules(names) });
}

function includeShape() {
  return fields({
    file: line('file name', 300).describe('Relative to this document.'),
    resources: globs(resourceGlob).describe('The resources that rules of the file may be for.'),
  });
}

function groups(names: Names) {
  return named(groupShape(names)).describe('Named groups of people.');
}

function rules(names: Names) {
  return nonEmpty(ruleShape(names), 'A policy has at least one rule.').describe(
    'All that apply combine, and the strictest wins: refuse, ask, allow.',
  );
}
