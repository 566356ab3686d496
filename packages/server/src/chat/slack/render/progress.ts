import type { RichTextBlock } from '@slack/types';
import type { CardText } from '../../card.ts';
import { stageLines, termLines } from './ask.ts';
import { bold, moment, paragraph, richText, timed } from './blocks.ts';

/** What is missing, from whom, and until when; or what it waits for, once nothing is. */
export function progressBlocks(card: CardText): RichTextBlock[] {
  return richText(
    ...stageLines(card.stages),
    ...(card.held === null
      ? [
          card.eligible === null ? null : paragraph('Can decide now: ', bold(card.eligible), '.'),
          paragraph('Expires ', moment(card.expiresAt), '.'),
          ...termLines(card.terms, 'it'),
        ]
      : [paragraph(...timed(card.held, bold))]),
  );
}
