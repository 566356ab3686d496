import type { ASTNode } from '@marcbachmann/cel-js';
import { type Kind, kindOf } from './kind.ts';
import type { PreparedFacts } from './prepare.ts';
import { pathOf, walk } from './syntax.ts';

/** Steps of the engine, each of about 50 ns. */
export const MAX_WORK = 400_000;
const TEXT_A_STEP = 256;

/** What a loop goes over: a fact by its path, so many literals, or any list that there may be. */
type Range = string | number | null;
/** So many nodes are evaluated for each combination of the entries of the ranges. */
type Part = { readonly ranges: readonly Range[]; nodes: number; readsText: number };

/**
 * An upper bound of the steps that a condition takes for some facts, as a function of their sizes.
 * Undefined for a condition without loops: its source bounds it.
 */
export function estimate(root: ASTNode): ((facts: PreparedFacts) => number) | undefined {
  const parts = new Map<string, Part>();
  walk(root, (node, scope) => {
    if (scope.ranges.length === 0) return;
    const ranges = scope.ranges.map(rangeOf);
    if (searchesEntries(node)) ranges.push(null);
    const key = ranges.join(' ');
    const part = parts.get(key) ?? { ranges, nodes: 0, readsText: 0 };
    part.nodes += 1;
    if (readsWholeText(node)) part.readsText += 1;
    parts.set(key, part);
  });
  if (parts.size === 0) return undefined;
  const all = [...parts.values()];
  return (facts) => {
    const stepsOfText = Math.floor(facts.longestText / TEXT_A_STEP);
    let steps = 0;
    for (const { ranges, nodes, readsText } of all) {
      let times = nodes + readsText * stepsOfText;
      for (const range of ranges) times *= sizeOf(range, facts);
      steps += times;
    }
    return steps;
  };
}

function rangeOf(node: ASTNode): Range {
  return node.op === 'list' ? node.args.length : (pathOf(node)?.join('.') ?? null);
}

function sizeOf(range: Range, facts: PreparedFacts): number {
  if (typeof range === 'number') return range;
  return range === null ? facts.largest : (facts.sizes[range] ?? 0);
}

/** Literals are nodes of their own: what they are compared with is no larger. */
function searchesEntries(node: ASTNode): boolean {
  if (node.op === 'in') return node.args[1].op !== 'list';
  if (node.op !== '==' && node.op !== '!=') return false;
  return node.args.every((side) => side.op !== 'list' && mayHaveEntries(kindOf(side)));
}

function mayHaveEntries(kind: Kind | undefined): boolean {
  return kind === 'list' || kind === 'map' || kind === 'dyn';
}

function readsWholeText({ op }: ASTNode): boolean {
  return op === 'rcall' || op === 'call' || op === '+';
}
