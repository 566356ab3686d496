import { isAlias, isNode, isPair, isScalar, isSeq, visit } from 'yaml';
import type { Document } from 'yaml';
import type { Path } from './fault.ts';

/** `offset` counts UTF-16 units from the start of the text. */
export type Oddity = { offset: number; path: Path; message: string };

/** What YAML allows and we do not: each hides what a reader of the text would expect. */
export function oddities(document: Document): Oddity[] {
  const found: Oddity[] = [];
  const repeated = new Set(
    document.errors.filter(({ code }) => code === 'DUPLICATE_KEY').map(({ pos }) => pos[0]),
  );
  if (document.directives?.yaml.explicit === true) {
    const message = 'There can be no %YAML directive: this is YAML 1.2.';
    found.push({ offset: 0, path: [], message });
  }
  visit(document, {
    Node(_, node, above) {
      const add = (message: string) =>
        found.push({ offset: startOf(node) ?? 0, path: pathOf([...above, node]), message });
      if (isAlias(node)) add('There can be no YAML aliases (*): write the value again.');
      else if (node.anchor !== undefined) add('There can be no YAML anchors (&).');
      if (node.tag !== undefined) add('There can be no YAML tags (!).');
    },
    Pair(_, pair, above) {
      const offset = startOf(pair.key) ?? 0;
      const add = (message: string) =>
        found.push({ offset, path: pathOf([...above, pair]), message });
      const name = isScalar(pair.key) ? pair.key.value : undefined;
      if (typeof name !== 'string' || name === '__proto__') {
        add('A key is plain text here. Put numbers and the like in quotes.');
      }
      if (repeated.has(offset)) add('This key is there twice.');
    },
  });
  return found;
}

export function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function pathOf(chain: readonly unknown[]): Path {
  return chain.flatMap((node, at): Path => {
    const parent = chain[at - 1];
    if (isSeq(parent)) return [parent.items.indexOf(node)];
    return isPair(node) && isScalar(node.key) ? [String(node.key.value)] : [];
  });
}
