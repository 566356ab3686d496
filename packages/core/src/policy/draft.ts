import { z } from 'zod';
import { groupShape, matchShape } from './shape.ts';

const maybe = <T extends z.ZodType>(shape: T) => shape.nullable().catch(null);
const each = <T extends z.ZodType>(shape: T) => z.array(maybe(shape)).catch([]);

const stage = z.object({
  name: maybe(z.string()),
  quorum: maybe(z.int()),
  groups: each(z.string()),
});

const rule = z.object({
  name: maybe(z.string()),
  match: maybe(matchShape().default({})),
  stages: each(stage),
});

const document = z.object({
  groups: z.record(z.string(), maybe(groupShape({ people: undefined }))).catch({}),
  rules: each(rule),
});

/**
 * As much of a document as can be understood; what is broken is null. With it, the checks that look
 * at several parts run over the sound ones, so that all faults are told at once.
 */
export type Draft = z.output<typeof document>;

export function draftOf(value: unknown): Draft {
  return document.catch({ groups: {}, rules: [] }).parse(value);
}
