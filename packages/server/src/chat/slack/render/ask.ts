import type { RichTextBlock } from '@slack/types';
import type { CardText } from '../../card.ts';
import type { StageText } from '../../card/stages.ts';
import { bold, link, paragraph, quote, richText } from './blocks.ts';

/** Who asks, who is behind it, and why. */
export function askBlocks(card: CardText): RichTextBlock[] {
  return richText(
    ...card.target.map((text) => paragraph(bold(text))),
    paragraph(bold(card.asks), ' asks.'),
    card.behind === null ? null : paragraph(`Started by ${card.behind}, who cannot approve it.`),
    quote(card.reason),
    ...card.tickets.map(({ label, url }) =>
      paragraph(`Ticket: ${label} `, url === null ? null : link(url)),
    ),
    ...card.warnings.map((warning) => paragraph(bold(`⚠ ${warning}`))),
  );
}

const marks = { passed: '✓', open: '▸', waiting: '·', stopped: '✗' };

export function stageLines(stages: readonly StageText[]) {
  return stages.map(({ name, progress, sentence }) =>
    paragraph(`${marks[progress]} `, bold(name), `: ${sentence}`),
  );
}
