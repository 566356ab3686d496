import { Mention, TextBlock, type CardElement } from '@microsoft/teams.cards';

/** Somebody whom Teams notifies; `mri` is its own name for them towards this bot. */
export type Mentioned = { name: string; mri: string };

/**
 * A line that notifies people. Their names stand where Teams reads markdown, so that nothing but
 * letters, digits and spaces of them is left.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format#user-mention-within-adaptive-cards
 */
export function mentionLine(people: readonly Mentioned[]): {
  elements: CardElement[];
  entities: Mention[];
} {
  if (people.length === 0) return { elements: [], entities: [] };
  const entities = people.map(({ name, mri }, at) => {
    const plain = name.replaceAll(/[^\p{L}\p{N} ]/gu, '').slice(0, 60);
    // Each text stands for one person.
    const isTaken = people.some((other, before) => before < at && other.name === name);
    const shown = isTaken ? `${plain} ${at + 1}` : plain;
    return new Mention({ text: `<at>${shown}</at>`, mentioned: { id: mri, name: shown } });
  });
  const line = new TextBlock(`For ${entities.map(({ text }) => text).join(' ')}`, { wrap: true });
  return { elements: [line], entities };
}
