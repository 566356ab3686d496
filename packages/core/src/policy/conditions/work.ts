import type { ASTNode } from '@marcbachmann/cel-js';
import { type Kind, kindOf } from './kind.ts';
import { factAt } from './facts.ts';
import type { PreparedFacts } from './prepare.ts';
import { MAX_ENTRIES, MAX_NODES, MAX_TEXT } from './prepare-value.ts';
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
 * Undefined for one that is never too much work: without loops, its source bounds it, and with a
 * short one, the sizes that facts may have. Patterns of `like()` spend what the loops leave.
 */
export function estimate(root: ASTNode): ((facts: PreparedFacts) => number) | undefined {
  const parts = new Map<string, Part>();
  let longestLiteral = 0;
  let hasPatterns = false;
  walk(root, (node, scope) => {
    if (node.op === 'list') longestLiteral = Math.max(longestLiteral, node.args.length);
    if (node.op === 'call' || node.op === 'rcall') hasPatterns ||= node.args[0] === 'like';
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
  const most = steps(all, MAX_TEXT / TEXT_A_STEP, (range) => mostOf(range) ?? MAX_NODES);
  if (most <= MAX_WORK && !hasPatterns) return undefined;
  return (facts) => {
    const anyList = Math.max(facts.largest, longestLiteral);
    return steps(all, Math.floor(facts.longestText / TEXT_A_STEP), (range) =>
      range === null ? anyList : sizeOf(range, facts),
    );
  };
}

/** `texts`: of TEXT_A_STEP units, the longest one. */
function steps(parts: readonly Part[], texts: number, sizeOf: (range: Range) => number): number {
  let steps = 0;
  for (const { ranges, nodes, textSteps } of parts) {
    let times = nodes + textSteps * texts;
    for (const range of ranges) times *= sizeOf(range);
    steps += times;
  }
  return steps;
}

/** Entries that it has whatever the facts; undefined for what may be nested. */
function mostOf(range: Range): number | undefined {
  if (typeof range !== 'string') return range ?? undefined;
  const [variable = '', field = ''] = range.split('.');
  const fact = factAt(variable, field);
  return fact && fact.type !== 'map<string, dyn>' ? MAX_ENTRIES : undefined;
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
