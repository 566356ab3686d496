import { limits } from './limits.ts';
import { codePoints } from './text.ts';

/** Rules that look at several blocks at once, on blocks of any shape. */

type Path = readonly (string | number)[];
type Finding = { path: Path; message: string };

/** Calls `visit` for every object inside `value`, itself included. The path is only lent to it. */
function walk(
  value: unknown,
  visit: (node: Record<string, unknown>, path: Path) => void,
  start: Path = [],
): void {
  const path = [...start];
  const into = (child: unknown): void => {
    if (typeof child !== 'object' || child === null) return;
    if (!Array.isArray(child)) visit(child as Record<string, unknown>, path);
    for (const [key, inner] of Object.entries(child)) {
      path.push(Array.isArray(child) ? Number(key) : key);
      into(inner);
      path.pop();
    }
  };
  into(value);
}

/** Findings for every value of `key` that came before. */
function repeats(root: unknown, key: string, start: Path = []): Finding[] {
  const seen = new Set<unknown>();
  const found: Finding[] = [];
  walk(
    root,
    (node, path) => {
      const id = node[key];
      if (id === undefined) return;
      if (seen.has(id)) found.push({ path: [...path, key], message: `${key} already exists` });
      seen.add(id);
    },
    start,
  );
  return found;
}

/** `block_id` is unique in a message or view, `action_id` in its block. */
export const duplicateIds = (blocks: readonly unknown[]): Finding[] => [
  ...repeats(blocks, 'block_id', ['blocks']),
  ...blocks.flatMap((block, i) => repeats(block, 'action_id', ['blocks', i])),
];

/** At most one element takes the focus when a view opens. */
export function focusRivals(blocks: readonly unknown[]): Finding[] {
  const focused: Path[] = [];
  walk(
    blocks,
    (node, path) => {
      if (node['focus_on_load'] === true) focused.push([...path, 'focus_on_load']);
    },
    ['blocks'],
  );
  return focused.slice(1).map((path) => ({
    path,
    message: 'only one element can have focus_on_load set to true',
  }));
}

/** Characters of all `text` strings inside `value`. */
function textLength(value: unknown): number {
  let length = 0;
  walk(value, (node) => {
    if (typeof node['text'] === 'string') length += codePoints(node['text']);
  });
  return length;
}

const ofType = (blocks: readonly unknown[], type: string) =>
  blocks.filter((block) => (block as { type?: unknown } | null)?.type === type);

/** Totals over one message: all markdown blocks together, all data tables together. */
export function typeTotals(blocks: readonly unknown[]): Finding[] {
  const totals = [
    ['markdown', limits.markdownText],
    ['data_table', limits.dataTableText],
  ] as const;
  return totals
    .filter(([type, max]) => textLength(ofType(blocks, type)) > max)
    .map(([type, max]) => ({
      path: ['blocks'],
      message: `the ${type} blocks together must be less than ${max + 1} characters`,
    }));
}

/** What the blocks of a message weigh against `limits.messageBudget`. */
export const messageWeight = (blocks: readonly unknown[]): number =>
  textLength(blocks) + limits.blockOverhead * Math.max(0, blocks.length - 1);
