import { z } from 'zod';

/**
 * What a form remembers from its opening to its submission: opaque ids that grant nothing. It is
 * shown to nobody, but it passes through the client, so it is parsed like anything else.
 */
const memory = z.strictObject({
  target: z.union([
    z.strictObject({ control: z.string().min(1).max(255) }),
    z.strictObject({ request: z.string().min(1).max(255), stage: z.int().min(0) }),
  ]),
  channel: z.string().max(255).nullable(),
  message: z.string().max(255).nullable(),
});
export type FormMemory = z.infer<typeof memory>;

export function writeMetadata(from: FormMemory): string {
  return JSON.stringify({ target: from.target, channel: from.channel, message: from.message });
}

/** Null where it is not one of ours. */
export function readMetadata(text: string): FormMemory | null {
  try {
    return memory.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
