import type { AdaptiveCard } from '@microsoft/teams.cards';
import { plainCard } from './activity.ts';
import { link, paragraph } from './text.ts';

const SENTENCE = 'This copy of a card was posted by mistake and decides nothing.';

/** What a second copy of a card becomes; `live` is the address of the real one. */
export function supersededCard(live: string | null): AdaptiveCard {
  const to = live === null ? null : link(live, 'Open the card');
  return plainCard(SENTENCE, paragraph(`${SENTENCE} `, to));
}
