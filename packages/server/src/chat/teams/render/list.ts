import type { AdaptiveCard } from '@microsoft/teams.cards';
import { shortDigest } from '@countersign/core/digest';
import type { Waiting } from '../../../ports/chat-use-cases.ts';
import { whatOf } from '../../card.ts';
import { count, line } from '../../card/words.ts';
import { plainCard } from './activity.ts';
import { bold, link, moment, paragraph, run } from './text.ts';

const SHOWN = 20;

/** The answer to `list`: what waits for this person. */
export function waitingCard(waiting: readonly Waiting[]): AdaptiveCard {
  if (waiting.length === 0) return plainCard(NOTHING, paragraph(NOTHING));
  const more = waiting.length - SHOWN;
  return plainCard('Waiting for you', [
    ...paragraph(run('Waiting for you', { weight: 'Bolder', size: 'Large' })),
    ...waiting.slice(0, SHOWN).flatMap(entry),
    ...(more > 0 ? paragraph(`And ${count(more, 'more request')}.`) : []),
  ]);
}

const NOTHING = 'Nothing waits for you.';

function entry({ state, link: to }: Waiting) {
  return paragraph(
    run(state.id, { fontType: 'Monospace' }),
    ' ',
    bold(line(whatOf(state), 200)),
    `, asked by ${line(state.identity.name, 80)}, change ${shortDigest(state.digest)}, expires `,
    moment(state.expiresAt),
    ' ',
    to === null ? null : link(to, 'Open the card'),
  );
}
