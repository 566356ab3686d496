import type { z } from 'zod';
import type { nestedRichText } from '../rich-text.ts';
import type { RenderContext } from './context.ts';
import { emojiOf } from './emoji.ts';
import { html, type Html } from './html.ts';
import { broadcast, channelMention, date, userMention, usergroupMention } from './inline.ts';
import { link } from './link.ts';

type RichText = Pick<z.infer<typeof nestedRichText>, 'elements'>;
type Part = RichText['elements'][number];
type Inline = Extract<Part, { type: 'rich_text_section' }>['elements'][number];

export const richText = (block: RichText, ctx: RenderContext): Html =>
  html`${block.elements.map((part) => drawPart(part, ctx))}`;

function drawPart(part: Part, ctx: RenderContext): Html {
  switch (part.type) {
    case 'rich_text_section':
      return html`<div class="line">${inlines(part.elements, ctx)}</div>`;
    case 'rich_text_preformatted':
      return html`<pre>${inlines(part.elements, ctx)}</pre>`;
    case 'rich_text_quote':
      return html`<blockquote>${inlines(part.elements, ctx)}</blockquote>`;
    case 'rich_text_list': {
      const items = part.elements.map((item) => html`<li>${inlines(item.elements, ctx)}</li>`);
      const indent = `indent-${part.indent ?? 0}`;
      return part.style === 'ordered'
        ? html`<ol class="${indent}" start="${(part.offset ?? 0) + 1}">
            ${items}
          </ol>`
        : html`<ul class="${indent}">
            ${items}
          </ul>`;
    }
    default:
      return part satisfies never;
  }
}

const inlines = (elements: readonly Inline[], ctx: RenderContext): Html =>
  html`${elements.map((element) => styled(element, drawInline(element, ctx)))}`;

function drawInline(element: Inline, ctx: RenderContext): Html {
  switch (element.type) {
    case 'text':
      return html`${element.text}`;
    case 'link':
      return link(element.url, element.text || element.url);
    case 'user':
      return userMention(element.user_id, ctx);
    case 'usergroup':
      return usergroupMention(element.usergroup_id, ctx);
    case 'channel':
      return channelMention(element.channel_id, ctx);
    case 'team':
      return html`<span class="mention">@${element.team_id}</span>`;
    case 'broadcast':
      return broadcast(element.range);
    case 'emoji':
      return html`${emojiOf(element.name)}`;
    case 'date':
      return date({ ...element, unix: element.timestamp }, ctx);
    case 'color':
      return html`<code>${element.value}</code>`;
    default:
      return element satisfies never;
  }
}

function styled({ style = {} }: Inline, shown: Html): Html {
  let out = shown;
  if (style.code) out = html`<code>${out}</code>`;
  if (style.bold) out = html`<strong>${out}</strong>`;
  if (style.italic) out = html`<em>${out}</em>`;
  if (style.strike) out = html`<del>${out}</del>`;
  if (style.underline) out = html`<u>${out}</u>`;
  return out;
}
