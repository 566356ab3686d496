import type { Seen } from './platform.ts';
import { isNode, nodes, type Node } from './nodes.ts';

/** An Adaptive Card as a person reads it. https://adaptivecards.io/explorer */
export function readTeams(card: unknown): Seen {
  const { body, actions = [] } = isNode(card) ? card : {};
  return {
    text: textOf(body),
    buttons: [...inBody(body), actions].flatMap((some) =>
      nodes(Array.isArray(some) ? some.map(outside) : []).map(({ title }) => String(title)),
    ),
    active: nodes(card).flatMap(activity),
  };
}

function inBody(body: unknown): unknown[] {
  return nodes(body).flatMap(({ type, actions }) => (type === 'ActionSet' ? [actions] : []));
}

/** Of a button alone, not of the form behind it. */
function outside(action: unknown): unknown {
  return isNode(action) ? { title: action['title'] } : {};
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join('\n');
  if (!isNode(value)) return '';
  const { inlines, text, codeSnippet, items, label, title } = value;
  if (Array.isArray(inlines)) return inlines.map(textOf).join('');
  if (Array.isArray(items)) return textOf(items);
  const words = [text, codeSnippet, label, title].filter((one) => typeof one === 'string');
  return words.map(asRead).join('\n');
}

const MOMENT = /\{\{DATE\(([^,)]+), SHORT\)\}\} \{\{TIME\(\1\)\}\}/gu;

/** Joiners in a macro break it and don't show; a space that must not break shows as a space. */
function asRead(text: string): string {
  return text
    .replaceAll(MOMENT, '$1')
    .replaceAll(/(?<=\{)\u2060(?=\{)/gu, '')
    .replaceAll('\u00a0', ' ');
}

const MACRO = /\{\{\s*(?:DATE|TIME)\s*\(/giu;

function activity(node: Node): string[] {
  const { type, selectAction, text } = node;
  const links = isNode(selectAction)
    ? [`link ${String(selectAction['url'])} says ${String(text)}`]
    : [];
  const markdown =
    type === 'TextBlock' || type === 'FactSet' || type === 'mention'
      ? [`markup ${JSON.stringify(text ?? node)}`]
      : [];
  const macros = Object.values(node).flatMap((value) =>
    typeof value === 'string' ? [...value.matchAll(MACRO)].map(() => 'moment') : [],
  );
  return [...links, ...markdown, ...macros];
}
