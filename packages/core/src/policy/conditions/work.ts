import type { ASTNode } from '@marcbachmann/cel-js';
import { Extents, type Range } from './extent.ts';
import { factAt } from './facts.ts';
import { type Kind, kindOf } from './kind.ts';
import type { PreparedFacts } from './prepare.ts';
import { MAX_ENTRIES, MAX_NODES, MAX_TEXT } from './prepare-value.ts';
import { type Scope, loopOf, pathOf, textOf, walk } from './syntax.ts';

/** Steps of the engine, each of about 50 ns. */
export const MAX_WORK = 400_000;
/** UTF-16 units that are searched or copied in a step, those that are compared, and those that are counted. */
const TEXT_A_STEP = 256;
const COMPARED_A_STEP = 1_024;
const COUNTED_A_STEP = 16;

/**
 * So many nodes are evaluated for each combination of the entries of the ranges, and read texts that
 * are put together of so many `texts`.
 */
type Part = {
  readonly ranges: readonly Range[];
  readonly texts: number;
  nodes: number;
  textSteps: number;
};

/**
 * An upper bound of the steps that a condition takes for some facts, as a function of their sizes.
 * Undefined for one that is never too much work: its source bounds it where nothing loops, and with
 * a short loop, the sizes that facts may have. Patterns of `like()` spend what the loops leave.
 */
export function estimate(root: ASTNode): ((facts: PreparedFacts) => number) | undefined {
  const parts = new Map<string, Part>();
  const extents = new Extents();
  let [longestList, longestLiteral] = [0, 0];
  let hasPatterns = false;
  walk(root, (node, scope) => {
    if (node.op === 'list') longestList = Math.max(longestList, node.args.length);
    longestLiteral = Math.max(longestLiteral, textOf(node)?.length ?? 0);
    if (node.op === 'call' || node.op === 'rcall') hasPatterns ||= node.args[0] === 'like';
    const compared = comparedLevels(node, scope, extents);
    const texts = textsOf(node, scope, extents);
    if (scope.ranges.length === 0 && compared.length < 2 && texts === 1) return;
    const ranges = [...scope.ranges.map(rangeOf), ...compared];
    const key = `${ranges.join(' ')} ${texts}`;
    const part = parts.get(key) ?? { ranges, texts, nodes: 0, textSteps: 0 };
    part.nodes += 1;
    part.textSteps += textStepsOf(node, texts);
    parts.set(key, part);
  });
  if (parts.size === 0) return undefined;
  const all = [...parts.values()];
  const most = steps(all, MAX_TEXT, (range) => mostOf(range) ?? MAX_NODES);
  if (most <= MAX_WORK && !hasPatterns) return undefined;
  return (facts) => {
    const anyList = Math.max(facts.largest, longestList);
    const sizeOfAny = (range: Range) => (range === null ? anyList : sizeOf(range, facts));
    return steps(all, facts.longestText, sizeOfAny, longestLiteral);
  };
}

/** The lengths are of the longest texts, in UTF-16 units; literals count in what is put together. */
function steps(
  parts: readonly Part[],
  longestText: number,
  sizeOf: (range: Range) => number,
  longestLiteral = 0,
): number {
  let steps = 0;
  for (const { ranges, texts, nodes, textSteps } of parts) {
    const longest = texts === 1 ? longestText : texts * Math.max(longestText, longestLiteral);
    let times = nodes + textSteps * Math.floor(longest / TEXT_A_STEP);
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

/** What `in`, `==` and `!=` go through at most; a list of literals alone is nodes of its own. */
function comparedLevels(node: ASTNode, scope: Scope, extents: Extents): readonly Range[] {
  const sides = searched(node);
  if (sides.length === 0) return [];
  const all = sides.map((side) => extents.of(side, scope).levels);
  const deep = all.find(isWritten) ?? all[0] ?? [];
  if (deep.length > 1) return deep;
  return sides.every((side) => side.op !== 'list' && mayHaveEntries(kindOf(side))) ? [null] : [];
}

/** Of lists in lists that are compared, the one whose size no fact changes bounds the work. */
const isWritten = (levels: readonly Range[]) => levels.every((range) => typeof range === 'number');

function searched(node: ASTNode): readonly ASTNode[] {
  if (node.op === 'in') return [node.args[1]];
  return node.op === '==' || node.op === '!=' ? node.args : [];
}

function mayHaveEntries(kind: Kind | undefined): boolean {
  return kind === 'list' || kind === 'map' || kind === 'dyn';
}

/** The longest text that it reads is put together of so many. */
function textsOf(node: ASTNode, scope: Scope, extents: Extents): number {
  if (node.op === '+' || loopOf(node)) return 1;
  return Math.max(1, ...readBy(node).map((side) => extents.of(side, scope).texts));
}

function readBy(node: ASTNode): readonly ASTNode[] {
  if (node.op === 'rcall') return [node.args[1], ...node.args[2]];
  if (node.op === 'call') return node.args[0] === 'has' ? [] : node.args[1];
  return isComparison(node) ? node.args : [];
}

function isComparison(node: ASTNode): node is ASTNode & { args: ASTNode[] } {
  return ['==', '!=', '<', '<=', '>', '>=', 'in'].includes(node.op);
}

/** For every TEXT_A_STEP units of the longest text. */
function textStepsOf(node: ASTNode, texts: number): number {
  if (node.op === '+') return 1;
  if (node.op !== 'call' && node.op !== 'rcall') {
    return texts > 1 ? TEXT_A_STEP / COMPARED_A_STEP : 0;
  }
  return node.args[0] === 'size' ? TEXT_A_STEP / COUNTED_A_STEP : 1;
}
