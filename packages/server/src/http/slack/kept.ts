import type { Json } from '@countersign/core/wire/json';
import type { FormValues } from '../../chat/slack/input.ts';
import { maskWords } from '../command-words.ts';
import type { Doable } from './reaction.ts';

/**
 * What of an input lies in the store: no response URL, with which anybody could speak in the
 * channel, and no secret that somebody typed. The trigger stays, as the act's name: Slack takes it
 * for 3 s, and it is kept after those.
 */
export async function forKeeping(
  input: Doable,
  mask: (text: string) => Promise<string>,
): Promise<Json> {
  if (input.type === 'command') {
    return { ...input, responseUrl: null, text: await maskWords(input.text, mask) };
  }
  if (input.type === 'view_submission') {
    return { ...input, values: await maskValues(input.values, mask) };
  }
  return 'responseUrl' in input ? { ...input, responseUrl: null } : input;
}

/** Written by {@link forKeeping}, and read by a service of the same version or a later one. */
export function fromKept(kept: Json): Doable {
  return kept as Doable;
}

async function maskValues(
  values: FormValues,
  mask: (text: string) => Promise<string>,
): Promise<FormValues> {
  const masked = structuredClone(values);
  for (const actions of Object.values(masked)) {
    for (const [action, value] of Object.entries(actions)) {
      if (typeof value === 'string') actions[action] = await mask(value);
    }
  }
  return masked;
}
