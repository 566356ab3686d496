import type { RenderContext } from './context.ts';
import { formatDate } from './date.ts';
import { html, type Html } from './html.ts';
import { link } from './link.ts';

/** What mrkdwn and rich text both can say. */

const mention = (text: string): Html => html`<span class="mention">${text}</span>`;

export const userMention = (id: string, ctx: RenderContext): Html =>
  mention(`@${ctx.user(id) ?? id}`);

export const channelMention = (id: string, ctx: RenderContext): Html =>
  mention(`#${ctx.channel(id) ?? id}`);

export const usergroupMention = (id: string, ctx: RenderContext): Html =>
  mention(`@${ctx.usergroup(id) ?? id}`);

export const broadcast = (range: string): Html =>
  html`<span class="mention broadcast">@${range}</span>`;

export interface DateText {
  unix: number;
  format: string;
  url?: string | undefined;
  fallback?: string | undefined;
}

export function date({ unix, format, url, fallback }: DateText, ctx: RenderContext): Html {
  const text = formatDate(unix, format, ctx) ?? fallback ?? format;
  const shown = html`<time title="${fallback}">${text}</time>`;
  return url === undefined ? shown : link(url, shown);
}
