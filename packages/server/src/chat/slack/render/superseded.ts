import { link, paragraph, richText, withIds } from './blocks.ts';
import type { SlackMessage } from './message.ts';
import { fallback } from './text.ts';

const SENTENCE = 'This copy of a card was posted by mistake and decides nothing.';

/** What a second copy of a card becomes; `live` is the address of the real one. */
export function supersededMessage(live: string | null, nonce: string): SlackMessage {
  const blocks = richText(
    paragraph(`${SENTENCE} `, live === null ? null : link(live, 'Open the card')),
  );
  return { text: fallback(SENTENCE), blocks: withIds(blocks, nonce) };
}
