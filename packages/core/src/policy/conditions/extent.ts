import type { ASTNode } from '@marcbachmann/cel-js';
import { kindOf } from './kind.ts';
import { type Scope, loopOf, pathOf } from './syntax.ts';

/** So many entries: of a fact by its path, of literals, or of any list that there may be. */
export type Range = string | number | null;

/** How large a value may be that a condition makes, whatever the facts. */
export type Extent = {
  /** Entries at each level of lists in lists, outermost first. */
  readonly levels: readonly Range[];
  /** A text in it is put together of at most so many, each a literal or of a fact. */
  readonly texts: number;
};

const PLAIN: Extent = { levels: [], texts: 1 };
// Loops over what loops made grow it by powers: beyond any work, and no infinity.
const MOST_TEXTS = 1e12;

/** Looks at each node once, however often a loop names what it goes over. */
export class Extents {
  readonly #known = new WeakMap<ASTNode, Extent>();

  of(node: ASTNode, scope: Scope): Extent {
    const known = this.#known.get(node);
    if (known) return known;
    const read = this.#read(node, scope);
    const isAny = read.levels.length === 0 && kindOf(node) === 'dyn';
    const extent = isAny ? { ...read, levels: [null] } : read;
    this.#known.set(node, extent);
    return extent;
  }

  #read(node: ASTNode, scope: Scope): Extent {
    if (node.op === 'id') return this.#entryOf(scope, node.args);
    if (node.op === '[]') return inner(this.of(node.args[0], scope));
    if (node.op === '?:') return either(node.args.slice(1).map((side) => this.of(side, scope)));
    if (node.op === 'list') {
      const { levels, texts } = either(node.args.map((item) => this.of(item, scope)));
      return { levels: [node.args.length, ...levels], texts };
    }
    const kind = kindOf(node);
    if (node.op === '+' && kind === 'string') {
      const [left, right] = node.args.map((side) => this.of(side, scope).texts);
      return { levels: [], texts: Math.min(MOST_TEXTS, (left ?? 1) + (right ?? 1)) };
    }
    if (kind !== 'list' && kind !== 'map' && kind !== 'dyn') return PLAIN;
    return this.#loop(node, scope) ?? { levels: [pathOf(node)?.join('.') ?? null], texts: 1 };
  }

  /** What `map` and `filter` make. */
  #loop(node: ASTNode, scope: Scope): Extent | undefined {
    const loop = loopOf(node);
    if (!loop) return undefined;
    const range = this.of(loop.range, scope);
    const [name] = node.op === 'rcall' ? node.args : [];
    const made = loop.body.at(-1);
    if (name !== 'map' || !made) return range;
    const names = [...scope.names, loop.variable.args];
    const each = this.of(made, { names, ranges: [...scope.ranges, loop.range] });
    return { levels: [range.levels[0] ?? null, ...each.levels], texts: each.texts };
  }

  #entryOf({ names, ranges }: Scope, name: string): Extent {
    const at = names.lastIndexOf(name);
    const range = ranges[at];
    if (!range) return PLAIN;
    const around = { names: names.slice(0, at), ranges: ranges.slice(0, at) };
    return inner(this.of(range, around));
  }
}

/** Of an entry; what is nested in a fact is counted with it. */
function inner({ levels, texts }: Extent): Extent {
  return { levels: levels.slice(1), texts };
}

function either(extents: readonly Extent[]): Extent {
  const [first = PLAIN, ...others] = extents;
  return others.reduce((one, other) => {
    const [long, short] =
      one.levels.length < other.levels.length
        ? [other.levels, one.levels]
        : [one.levels, other.levels];
    return {
      levels: long.map((range, at) => larger(range, at < short.length ? short[at] : range)),
      texts: Math.max(one.texts, other.texts),
    };
  }, first);
}

function larger(one: Range, other: Range | undefined): Range {
  if (typeof one === 'number' && typeof other === 'number') return Math.max(one, other);
  return one === other ? one : null;
}
