import type { Ticket } from '@countersign/core/wire/submission';
import { line } from './words.ts';

/** `url` is shown as it is: a link whose text differs from its target can be a lie. */
export type TicketText = { label: string; url: string | null };

const SHOWN = 3;
const MAX_URL = 150;

export function ticketTexts(tickets: readonly Ticket[]): TicketText[] {
  const shown = tickets.slice(0, SHOWN).map(({ key, title, url }) => ({
    label: line(title ? `${key} ${title}` : key, 160),
    url: url === undefined ? null : shownUrl(url),
  }));
  const more = tickets.length - shown.length;
  return more > 0 ? [...shown, { label: `and ${more} more`, url: null }] : shown;
}

/** The same without their titles; addresses are often made of them. */
export function ticketKeys(tickets: readonly Ticket[]): TicketText[] {
  return ticketTexts(tickets.map(({ key }) => ({ key })));
}

/** In ASCII, as a browser would open it. What is too long to be shown whole is no link. */
function shownUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { href, protocol, username, password } = new URL(url);
  const plain = (protocol === 'https:' || protocol === 'http:') && !username && !password;
  return plain && href.length <= MAX_URL && /^[\x21-\x7e]+$/.test(href) ? href : null;
}
