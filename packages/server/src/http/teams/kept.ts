import type { Json } from '@countersign/core/wire/json';
import type {
  CardActionInput,
  CommandInput,
  InstallInput,
  TeamsInput,
  Verb,
} from '../../chat/teams/input.ts';
import { isEmergency, maskWords } from '../command-words.ts';

/** What Teams told us that changes something. */
export type Lasting = CardActionInput | CommandInput | InstallInput;

/** They show something to somebody, who asks again. */
const onlyShows = new Set<Verb>([
  'refresh',
  'details',
  'emergency',
  'list_show',
  'list_approve',
  'list_reject',
]);

const decides = new Set(['approve', 'reject', 'review', 'delegate', 'undelegate']);

/** Whether it matters to whoever did it that it is carried out, though the process that heard it is gone. */
export function lasts(input: TeamsInput): input is Lasting {
  switch (input.type) {
    case 'card_action':
      return !onlyShows.has(input.verb);
    case 'command': {
      const verb = input.text.split(/\s/u)[0]?.toLowerCase() ?? '';
      return decides.has(verb) || isEmergency(verb);
    }
    case 'installed':
    case 'removed':
      return true;
    case 'channel_changed':
    case 'ignored':
      return false;
  }
}

/** What of it lies in the store: no secret that somebody typed. */
export async function forKeeping(
  input: Lasting,
  mask: (text: string) => Promise<string>,
): Promise<Json> {
  if (input.type === 'command') return { ...input, text: await maskWords(input.text, mask) };
  if (input.type === 'card_action') return { ...input, reason: await mask(input.reason) };
  return input;
}

/** Written by {@link forKeeping}, and read by a service of the same version or a later one. */
export function fromKept(kept: Json): Lasting {
  return kept as Lasting;
}
