import type { RichTextBlock } from '@slack/types';
import type { Timed } from '@countersign/core/text/timed';
import type { CardText } from '../../card.ts';
import type { StageText } from '../../card/stages.ts';
import { bold, link, paragraph, quote, richText, timed } from './blocks.ts';

/** What to beware of, who asks, who is behind it, and why. */
export function askBlocks(card: CardText): RichTextBlock[] {
  const open = card.status === 'pending';
  return richText(
    ...card.warnings.map((warning) => paragraph(bold(`⚠ ${warning}`))),
    ...card.target.map((text) => paragraph(bold(text))),
    card.escalation === null ? null : paragraph(bold(card.escalation)),
    paragraph('Asked by ', bold(card.asks), '.'),
    card.behind === null
      ? null
      : paragraph('Behind it: ', bold(card.behind), open ? ', who cannot approve it.' : '.'),
    card.unlocks === null ? null : paragraph('Once approved, it gets ', bold(card.unlocks), '.'),
    quote(card.reason),
    ...card.tickets.map(({ label, url }) =>
      paragraph(`Ticket: ${label} `, url === null ? null : link(url)),
    ),
  );
}

export function termLines(terms: readonly Timed[], what: 'it' | 'each') {
  return terms.map((term) => paragraph(`Once approved, ${what} `, ...timed(term, bold), '.'));
}

const marks = { passed: '✓', open: '▸', waiting: '·', stopped: '✗' };

export function stageLines(stages: readonly StageText[]) {
  return stages.map(({ name, progress, sentence }) =>
    paragraph(`${marks[progress]} `, bold(name), `: ${sentence}`),
  );
}
