import type { RenderContext } from './context.ts';
import { emojiOf } from './emoji.ts';
import { html, type Html } from './html.ts';
import { broadcast, channelMention, date, userMention, usergroupMention } from './inline.ts';
import { link } from './link.ts';

/**
 * Draws Slack's mrkdwn. Unknown and broken markup stays as the text it is.
 * Source: https://docs.slack.dev/messaging/formatting-message-text
 */
export function mrkdwn(text: string, ctx: RenderContext, { verbatim = false } = {}): Html {
  const pieces = text.split(/\n?```\n?([\s\S]+?)\n?```\n?/);
  return html`${pieces.map((piece, i) =>
    i % 2 === 1 ? html`<pre>${plain(piece)}</pre>` : quotes(piece, ctx, verbatim),
  )}`;
}

/** Slack knows these three entities only. */
const plain = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

function quotes(text: string, ctx: RenderContext, verbatim: boolean): Html {
  const pieces = text.split(/^((?:(?:>|&gt;).*(?:\n|$))+)/m);
  return html`${pieces.map((piece, i) => {
    const last = i === pieces.length - 1;
    if (i % 2 === 0) return lines(last ? piece : piece.replace(/\n$/, ''), ctx, verbatim);
    const quoted = piece.replace(/\n$/, '').replaceAll(/^(?:>|&gt;) ?/gm, '');
    return html`<blockquote>${lines(quoted, ctx, verbatim)}</blockquote>`;
  })}`;
}

const lines = (text: string, ctx: RenderContext, verbatim: boolean): Html =>
  html`${text
    .split('\n')
    .map((line, i) => html`${i > 0 && html`<br />`}${inline(line, ctx, verbatim)}`)}`;

/** A run of text up to 2,000 characters between two equal marks that stand at word boundaries. */
const markup =
  /`(?<code>[^`]+)`|<(?<angle>[^<>]+)>|(?<url>https?:\/\/[^\s<>|`*]+)|:(?<emoji>[a-z0-9_+'-]+):|(?<![\p{L}\p{N}])(?<mark>[*_~])(?=\S)(?<marked>.{0,2000}?\S)\k<mark>(?![\p{L}\p{N}])/u;

function inline(text: string, ctx: RenderContext, verbatim: boolean): Html {
  const parts: Html[] = [];
  let rest = text;
  for (let found = markup.exec(rest); found !== null; found = markup.exec(rest)) {
    parts.push(html`${plain(rest.slice(0, found.index))}`);
    parts.push(marked(found, ctx, verbatim));
    rest = rest.slice(found.index + found[0].length);
  }
  return html`${parts}${plain(rest)}`;
}

function marked(found: RegExpExecArray, ctx: RenderContext, verbatim: boolean): Html {
  const { code, angle, url, emoji, mark, marked: inner } = found.groups ?? {};
  if (code !== undefined) return html`<code>${plain(code)}</code>`;
  if (angle !== undefined) return angled(angle, ctx);
  if (url !== undefined) return verbatim ? html`${plain(url)}` : link(plain(url), plain(url));
  if (emoji !== undefined) return html`${emojiOf(emoji)}`;
  const text = inline(inner ?? '', ctx, verbatim);
  if (mark === '*') return html`<strong>${text}</strong>`;
  if (mark === '_') return html`<em>${text}</em>`;
  return html`<del>${text}</del>`;
}

/** What stands between < and >: a mention, a date, or a link. */
function angled(source: string, ctx: RenderContext): Html {
  const [target, label] = split(plain(source), '|');
  const id = target.slice(1);
  if (target.startsWith('@')) return userMention(id, ctx);
  if (target.startsWith('#')) return channelMention(id, ctx);
  if (target.startsWith('!subteam^'))
    return usergroupMention(target.slice('!subteam^'.length), ctx);
  if (target.startsWith('!date^')) {
    const [, unix, format = '', url] = target.split('^');
    return date({ unix: Number(unix), format, url, fallback: label }, ctx);
  }
  if (/^!(?:here|channel|everyone)$/.test(target)) return broadcast(id);
  return link(target, label ?? target.replace(/^mailto:/, ''));
}

function split(text: string, by: string): [string, string | undefined] {
  const i = text.indexOf(by);
  return i === -1 ? [text, undefined] : [text.slice(0, i), text.slice(i + 1)];
}
