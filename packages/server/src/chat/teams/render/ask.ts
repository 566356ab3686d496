import type { RichTextBlock } from '@microsoft/teams.cards';
import type { Timed } from '@countersign/core/text/timed';
import type { CardText } from '../../card.ts';
import type { StageText } from '../../card/stages.ts';
import { bold, link, paragraph, quote, run, timed } from './text.ts';

/** What to beware of, who asks, who is behind it, and why. */
export function askElements(card: CardText): RichTextBlock[] {
  const open = card.status === 'pending';
  return [
    ...card.warnings.flatMap((warning) =>
      paragraph(run(`⚠ ${warning}`, { weight: 'Bolder', color: 'Warning' })),
    ),
    ...card.target.flatMap((text) => paragraph(bold(text))),
    ...(card.escalation === null ? [] : paragraph(bold(card.escalation))),
    ...paragraph('Asked by ', bold(card.asks), '.'),
    ...(card.behind === null
      ? []
      : paragraph('Behind it: ', bold(card.behind), open ? ', who cannot approve it.' : '.')),
    ...(card.unlocks === null ? [] : paragraph('Once approved, it gets ', bold(card.unlocks), '.')),
    ...quote(card.reason),
    ...card.tickets.flatMap(({ label, url }) =>
      paragraph(`Ticket: ${label} `, url === null ? null : link(url)),
    ),
  ];
}

export function termElements(terms: readonly Timed[], what: 'it' | 'each'): RichTextBlock[] {
  return terms.flatMap((term) =>
    paragraph(`Once approved, ${what} `, ...timed(term, { weight: 'Bolder' }), '.'),
  );
}

const marks = { passed: '✓', open: '▸', waiting: '·', stopped: '✗' };

export function stageElements(stages: readonly StageText[]): RichTextBlock[] {
  return stages.flatMap(({ name, progress, sentence }) =>
    paragraph(`${marks[progress]} `, bold(name), `: ${sentence}`),
  );
}
