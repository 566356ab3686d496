import { z } from 'zod';
import { verbs, type Verb } from './input.ts';

/** What our buttons carry through the client: opaque ids that grant nothing. */
export type CardData = { card: string; control: string; stage: number };

const KEY = 'countersign';

/** The ids of the inputs on our cards; Teams merges what is in them into the button's data. */
export const reasonInput = 'reason';
export const readInput = 'read';

const shape = z.object({
  [KEY]: z.object({
    verb: z.enum(verbs),
    card: z.string().min(1).max(255),
    control: z.string().min(1).max(255),
    stage: z.int().min(0).max(1_000),
  }),
  [reasonInput]: z.string().max(10_000).catch(''),
  [readInput]: z.enum(['true', 'false']).catch('false'),
});

/** `msteams` is Teams' own key within data; ours is apart from it and from the inputs. */
export function writeCardData(verb: Verb, { card, control, stage }: CardData) {
  return { [KEY]: { verb, card, control, stage } };
}

/** Null where it is not one of ours. */
export function readCardData(data: unknown) {
  const found = shape.safeParse(data).data;
  if (found === undefined) return null;
  const { verb, card, control, stage } = found[KEY];
  return {
    verb,
    card,
    control,
    stage,
    reason: found[reasonInput].trim(),
    read: found[readInput] === 'true',
  };
}
