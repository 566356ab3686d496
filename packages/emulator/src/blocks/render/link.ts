import { html, type Html } from './html.ts';

const allowed = new Set(['http:', 'https:', 'mailto:']);

/** The address as it may stand in an href, undefined for any scheme that could run or read something. */
export function safeUrl(url: string): string | undefined {
  return URL.canParse(url) && allowed.has(new URL(url).protocol) ? url : undefined;
}

/** A link, or its mere label where the address is not one to follow. */
export function link(url: string, label: Html | string): Html {
  const href = safeUrl(url);
  if (href === undefined) return html`${label}`;
  return html`<a href="${href}" title="${href}" target="_blank" rel="noopener noreferrer"
    >${label}</a
  >`;
}
