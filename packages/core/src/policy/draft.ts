import { z } from 'zod';
import { groupShape } from './shape/group.ts';
import { globs, matchShape, resourceGlob } from './shape/match.ts';

const maybe = <T extends z.ZodType>(shape: T) => shape.nullable().catch(null);
const each = <T extends z.ZodType>(shape: T) => z.array(maybe(shape)).catch([]);
const text = maybe(z.string());

const quorum = { quorum: maybe(z.int()), groups: each(z.string()) };

const stage = z.object({
  ...quorum,
  name: text,
  when: z.unknown().optional(),
  all: each(z.object(quorum)),
  any: each(z.object(quorum)),
  reject: maybe(z.object({ quorum: maybe(z.int()), veto: each(z.string()) })).optional(),
  remind: each(z.string()),
  escalate: each(z.object({ after: text, groups: each(z.string()) })),
});

const rule = z.object({
  name: text,
  match: maybe(matchShape().default({})),
  when: z.unknown().optional(),
  allow: z.unknown().optional(),
  refuse: z.unknown().optional(),
  stages: each(stage),
  separation: maybe(z.object({ earlier_voters: maybe(z.boolean()) })),
  break_glass: maybe(z.object({ groups: each(z.string()), review: maybe(z.object(quorum)) })),
  expires: text,
});

const include = z.object({ file: text, resources: maybe(globs(resourceGlob)) });

const document = z.object({
  zone: text,
  groups: z.record(z.string(), maybe(groupShape({ people: undefined }))).catch({}),
  freezes: each(z.object({ name: text, match: maybe(matchShape()).optional() })),
  include: each(include),
  rules: each(rule),
});

/**
 * As much of a document as can be understood; what is broken is null. With it, the checks that look
 * at several parts run over the sound ones, so that all faults are told at once.
 */
export type Draft = z.output<typeof document>;
export type RuleDraft = NonNullable<Draft['rules'][number]>;
export type StageDraft = NonNullable<RuleDraft['stages'][number]>;

export function draftOf(value: unknown): Draft {
  const nothing = { zone: null, groups: {}, freezes: [], include: [], rules: [] };
  return document.catch(nothing).parse(value);
}
