import type { AdaptiveCard } from '@microsoft/teams.cards';
import { visible } from '@countersign/core/text/visible';
import { plainCard } from './activity.ts';
import { preformatted } from './preformatted.ts';
import { bold, paragraph } from './text.ts';

/** A message holds some 50,000 characters, and of a part all is said twice. */
const ROOM = 34_000;

/**
 * The whole of a text that no card could hold, as cards for a thread, in order. What is invisible is
 * shown: here people read what they approve. Lines longer than a part are cut into several.
 */
export function partCards(title: string, content: string): AdaptiveCard[] {
  const parts = partsOf(visible(content).replace(/\n$/u, ''));
  return parts.map((text, at) => {
    const heading = `${title}, part ${at + 1} of ${parts.length}`;
    return plainCard(heading, [...paragraph(bold(heading)), ...preformatted(text)]);
  });
}

function partsOf(text: string): string[] {
  const parts: string[] = [];
  let lines: string[] = [];
  let left = ROOM;
  for (const line of text.split('\n').flatMap(pieces)) {
    const cost = costOf(line);
    if (cost > left && lines.length > 0) {
      parts.push(lines.join('\n'));
      lines = [];
      left = ROOM;
    }
    lines.push(line);
    left -= cost;
  }
  return [...parts, lines.join('\n')];
}

/** In the code block and in its fallback, where each line is an element of its own and a tab is four spaces. */
function costOf(line: string): number {
  return 2 * JSON.stringify(line.replaceAll('\t', '    ')).length + 110;
}

const LONGEST = 4_000;

function pieces(line: string): string[] {
  const found = line.match(new RegExp(`.{1,${LONGEST}}`, 'gsu'));
  return found ?? [''];
}
