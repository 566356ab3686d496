import type { ASTNode } from '@marcbachmann/cel-js';
import { type Kind, kindOf } from './kind.ts';
import type { PreparedFacts } from './prepare.ts';
import { pathOf, walk } from './syntax.ts';

/** Steps of the engine, each of about 50 ns. */
export const MAX_WORK = 400_000;
/** UTF-16 units that are compared or copied in a step, and those that are counted. */
const TEXT_A_STEP = 256;
const COUNTED_A_STEP = 16;

/** What a loop goes over: a fact by its path, so many literals, or any list that there may be. */
type Range = string | number | null;
/** So many nodes are evaluated for each combination of the entries of the ranges. */
type Part = { readonly ranges: readonly Range[]; nodes: number; textSteps: number };

/**
 * An upper bound of the steps that a condition takes for some facts, as a function of their sizes.
 * Undefined for a condition without loops: its source bounds it.
 */
export function estimate(root: ASTNode): ((facts: PreparedFacts) => number) | undefined {
  const parts = new Map<string, Part>();
  let longestLiteral = 0;
  walk(root, (node, scope) => {
    if (node.op === 'list') longestLiteral = Math.max(longestLiteral, node.args.length);
    if (scope.ranges.length === 0) return;
    const ranges = scope.ranges.map(rangeOf);
    if (searchesEntries(node)) ranges.push(null);
    const key = ranges.join(' ');
    const part = parts.get(key) ?? { ranges, nodes: 0, textSteps: 0 };
    part.nodes += 1;
    part.textSteps += textStepsOf(node);
    parts.set(key, part);
  });
  if (parts.size === 0) return undefined;
  const all = [...parts.values()];
  return (facts) => {
    const texts = Math.floor(facts.longestText / TEXT_A_STEP);
    const anyList = Math.max(facts.largest, longestLiteral);
    let steps = 0;
    for (const { ranges, nodes, textSteps } of all) {
      let times = nodes + textSteps * texts;
      for (const range of ranges) {
        times *= range === null ? anyList : sizeOf(range, facts);
      }
      steps += times;
    }
    return steps;
  };
}

function rangeOf(node: ASTNode): Range {
  return node.op === 'list' ? node.args.length : (pathOf(node)?.join('.') ?? null);
}

function sizeOf(range: string | number, facts: PreparedFacts): number {
  return typeof range === 'number' ? range : (facts.sizes.get(range) ?? 0);
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

/** For every TEXT_A_STEP units of the longest text. */
function textStepsOf(node: ASTNode): number {
  if (node.op === '+') return 1;
  if (node.op !== 'call' && node.op !== 'rcall') return 0;
  return node.args[0] === 'size' ? TEXT_A_STEP / COUNTED_A_STEP : 1;
}
