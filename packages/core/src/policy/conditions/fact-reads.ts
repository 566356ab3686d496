import type { ASTNode } from '@marcbachmann/cel-js';
import { type Context, replace } from './engine.ts';
import { type FactGroup, type Place, places } from './fact-types.ts';
import { NoValue } from './fault.ts';
import { pathOf, walk } from './syntax.ts';

/**
 * Reads facts from their place. The engine looks up the type of their group and of their value each
 * time that it reads one, which was a quarter of a verdict; both are known where a tree is typed.
 * Optional facts, which may have no value, are left to the engine.
 */
export function readDirectly(root: ASTNode): void {
  walk(root, (node) => {
    const read = readers.get(pathOf(node)?.join('.') ?? '');
    if (read) replace(node, read);
  });
}

// One for all nodes that read a fact, as what a thousand rules keep does not fit into a cache.
const readers = new Map(
  places.filter(({ fact }) => !fact.optional).map((place) => [place.path, readerOf(place)]),
);

function readerOf({ variable, at }: Place) {
  return (_evaluator: unknown, _node: unknown, context: Context): unknown => {
    const value = (context.getValue(variable) as FactGroup).values[at];
    if (value instanceof NoValue) throw value;
    return value;
  };
}
