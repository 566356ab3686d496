import type { Card, ChatStart, Said, Told } from './chat.ts';
import { openLoop } from './open-loop.ts';
import { changeShift, isLeftOpen, resourceOn } from './workspace.ts';

/** What the people of a chat do it with. */
export type Hands = {
  /** Throws where the app did not take the click as it should. */
  approve(card: Card): Promise<void>;
  hang(): void;
};

/** One process with a chat and its people: a click is made where the card is, as it is outside. */
export function playChat(
  open: (
    start: ChatStart,
    /** A card is new; `words` say what it asks for. */
    see: (card: Card, words: string) => void,
  ) => Promise<{ section: object; hands: Hands }>,
): void {
  process.once('message', (start: ChatStart) => void play(start).catch(fail));
  process.once('disconnect', () => process.exit());

  async function play(start: ChatStart): Promise<void> {
    const { section, hands } = await open(start, see);
    process.on('message', (told: Told) => {
      if (told.type === 'hang') {
        changeShift();
        return hands.hang();
      }
      openLoop(told.cards, told.perSecond, (card) => hands.approve(card)).then(
        (took) => tell({ type: 'approved', took }),
        fail,
      );
    });
    tell({ type: 'ready', section });

    function see(card: Card, words: string): void {
      const resource = resourceOn(words);
      if (isLeftOpen(resource)) tell({ type: 'posted', resource, card });
      // Nobody sees a card before its posting has been answered.
      else setImmediate(() => void hands.approve(card).catch(fail));
    }
  }
}

function fail(error: unknown): void {
  tell({ type: 'failed', reason: String(error) });
}

function tell(said: Said): void {
  process.send?.(said);
}
