import type { Seen } from './platform.ts';
import { instant, isNode, nodes, type Node } from './nodes.ts';

/** A message or view of Slack as a person reads it. https://docs.slack.dev/reference/block-kit */
export function readSlack({ text = '', blocks }: { text?: string; blocks: unknown[] }): Seen {
  return {
    text: blocks.map(textOf).filter(Boolean).join('\n'),
    buttons: nodes(blocks)
      .filter(({ type }) => type === 'button' || type === 'overflow')
      .flatMap((button) => (button.type === 'overflow' ? button['options'] : [button]))
      .map((one) => textOf(isNode(one) ? one['text'] : one)),
    active: [...nodes(blocks).flatMap(activity), ...notification(text)],
  };
}

const INLINE = /^rich_text_(section|preformatted|quote)$/;

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join('\n');
  if (!isNode(value)) return '';
  const { type, text, elements } = value;
  if (type === 'button' || type === 'overflow') return '';
  if (type === 'date') return instant(Number(value['timestamp']));
  if (type === 'link') return String(text ?? value['url']);
  if (INLINE.test(String(type)) && Array.isArray(elements)) return elements.map(textOf).join('');
  if (typeof text === 'string') return text;
  return Object.values(value).map(textOf).filter(Boolean).join('\n');
}

const MARKUP = /^(mrkdwn|markdown|user|usergroup|channel|broadcast|emoji|team|image)$/;

function activity(node: Node): string[] {
  const { type, url, text, emoji } = node;
  if (type === 'link') return [`link ${String(url)} says ${String(text ?? url)}`];
  if (type === 'plain_text') return emoji === false ? [] : ['emoji by name'];
  if (type === 'date') return ['moment'];
  return MARKUP.test(String(type)) ? [`markup ${JSON.stringify(node)}`] : [];
}

/** What notifications show is markup, with links and mentions of its own accord. */
function notification(text: string): string[] {
  return /[<>]|:\/\/|\w\.\w|[@#]\w/.test(text) ? [`notification ${text}`] : [];
}
