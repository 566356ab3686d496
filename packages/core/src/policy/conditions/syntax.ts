import type { ASTNode } from '@marcbachmann/cel-js';

/** Names that the loops around a node bind, and what those loops run over, outermost first. */
export type Scope = { readonly names: readonly string[]; readonly ranges: readonly ASTNode[] };

/** One of `all`, `exists`, `exists_one`, `map` and `filter`, with what it repeats. */
export type Loop = {
  readonly range: ASTNode;
  readonly variable: ASTNode & { readonly op: 'id' };
  readonly body: readonly ASTNode[];
};

const loopArguments: { readonly [name: string]: readonly number[] } = {
  all: [2],
  exists: [2],
  exists_one: [2],
  filter: [2],
  map: [2, 3],
};

export const loopNames = Object.keys(loopArguments);

const OUTER: Scope = { names: [], ranges: [] };

/** Every node that has a value, from the root; neither loop variables where they are bound, nor what `has()` names. */
export function walk(
  node: ASTNode,
  visit: (node: ASTNode, scope: Scope) => void,
  scope: Scope = OUTER,
): void {
  visit(node, scope);
  const loop = loopOf(node);
  if (!loop) {
    for (const operand of operandsOf(node)) walk(operand, visit, scope);
    return;
  }
  walk(loop.range, visit, scope);
  const inner = {
    names: [...scope.names, loop.variable.args],
    ranges: [...scope.ranges, loop.range],
  };
  for (const part of loop.body) walk(part, visit, inner);
}

export function loopOf(node: ASTNode): Loop | undefined {
  if (node.op !== 'rcall') return undefined;
  const [name, range, [variable, ...body]] = node.args;
  const wanted = Object.hasOwn(loopArguments, name) ? loopArguments[name] : undefined;
  if (variable?.op !== 'id' || !wanted?.includes(body.length + 1)) return undefined;
  return { range, variable, body };
}

/** `change` and `files` of `change.files`; undefined for all that is not a name of a name. */
export function pathOf(node: ASTNode): readonly [string, string] | undefined {
  if (node.op !== '.') return undefined;
  const [left, field] = node.args;
  return left.op === 'id' ? [left.args, field] : undefined;
}

export function textOf(node: ASTNode | undefined): string | undefined {
  return node?.op === 'value' && typeof node.args === 'string' ? node.args : undefined;
}

function operandsOf(node: ASTNode): readonly ASTNode[] {
  if (node.op === 'value' || node.op === 'id') return [];
  if (node.op === '.' || node.op === '.?') return [node.args[0]];
  if (node.op === 'call') return node.args[0] === 'has' ? [] : node.args[1];
  if (node.op === 'rcall') return [node.args[1], ...node.args[2]];
  if (node.op === 'map') return node.args.flat();
  if (node.op === '!_' || node.op === '-_') return [node.args];
  return node.args;
}
