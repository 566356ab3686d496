import type { ASTNode } from '@marcbachmann/cel-js';
import type { PreparedFacts } from './prepare.ts';
import { pathOf, walk } from './syntax.ts';

/** Steps of the engine, each of about 50 ns. */
export const MAX_WORK = 400_000;
const TEXT_A_STEP = 256;

/** So many nodes are evaluated for each combination of the entries of these; null is any list. */
type Part = { readonly ranges: readonly (string | null)[]; nodes: number };

/** Nodes that may look at each entry of a list or map. */
const searches = new Set(['in', '==', '!=']);

/**
 * An upper bound of the steps that a condition takes for some facts, as a function of their sizes.
 * Undefined for a condition without loops: its source bounds it.
 */
export function estimate(root: ASTNode): ((facts: PreparedFacts) => number) | undefined {
  const parts = new Map<string, Part>();
  walk(root, (node, { ranges }) => {
    if (ranges.length === 0) return;
    const over = ranges.map(sizeName);
    if (searches.has(node.op) && !isCheap(node)) over.push(null);
    const key = over.join(' ');
    const part = parts.get(key) ?? { ranges: over, nodes: 0 };
    part.nodes += 1;
    parts.set(key, part);
  });
  if (parts.size === 0) return undefined;
  const list = [...parts.values()];
  return (facts) => {
    let steps = 0;
    for (const { ranges, nodes } of list) {
      let times = nodes;
      for (const range of ranges) {
        times *= range === null ? facts.largest : (facts.sizes[range] ?? 0);
      }
      steps += times;
    }
    return steps * (1 + Math.floor(facts.longestText / TEXT_A_STEP));
  };
}

/** A literal's entries are nodes of their own, and fewer than any list may have. */
function sizeName(range: ASTNode): string | null {
  return pathOf(range)?.join('.') ?? null;
}

function isCheap(node: ASTNode): boolean {
  return Array.isArray(node.args) && node.args.some(isWritten);
}

function isWritten(side: unknown): boolean {
  const { op } = side as ASTNode;
  return op === 'value' || op === 'list';
}
