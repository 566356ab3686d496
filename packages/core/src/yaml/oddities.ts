import { isAlias, isCollection, isMap, isNode, isPair, isScalar, isSeq } from 'yaml';
import type { Document, Node, Pair, YAMLMap } from 'yaml';
import type { Path } from './fault.ts';

/** `offset` counts UTF-16 units from the start of the text. */
export type Oddity = { offset: number; path: Path; message: string };

export type Oddities = {
  found: Oddity[];
  /** One alias can stand for more than the whole text: no value is made of it. */
  hasAlias: boolean;
};

/** What YAML allows and we do not: each hides what a reader of the text would expect. */
export function oddities(document: Document): Oddities {
  const odd: Oddities = { found: [], hasAlias: false };
  const repeated = new Set<unknown>();
  if (document.directives?.yaml.explicit === true) {
    const message = 'There can be no %YAML directive: this is YAML 1.2.';
    odd.found.push({ offset: 0, path: [], message });
  }
  // One list for the whole walk: the library's own makes another for each node.
  const chain: unknown[] = [];
  const add = (node: unknown, message: string) =>
    odd.found.push({ offset: startOf(node) ?? 0, path: pathOf(chain), message });

  function lookAtPair({ key }: Pair): void {
    const name = isScalar(key) ? key.value : undefined;
    if (typeof name !== 'string') {
      add(key, 'A key is plain text here. Put numbers and the like in quotes.');
    }
    if (name === '__proto__') add(key, 'Nothing can have the name "__proto__".');
    if (repeated.has(key)) add(key, 'This key is there twice.');
  }

  function lookAtNode(node: Node): void {
    if (isAlias(node)) {
      odd.hasAlias = true;
      add(node, 'There can be no YAML aliases (*): write the value again.');
    } else if ('anchor' in node && node.anchor !== undefined) {
      add(node, 'There can be no YAML anchors (&).');
    }
    if (node.tag !== undefined) add(node, 'There can be no YAML tags (!).');
  }

  function walk(node: unknown): void {
    chain.push(node);
    if (isPair(node)) {
      lookAtPair(node);
      walk(node.key);
      walk(node.value);
    } else if (isNode(node)) {
      lookAtNode(node);
      if (isMap(node)) for (const key of repeatedIn(node)) repeated.add(key);
      if (isCollection(node)) for (const item of node.items) walk(item);
    }
    chain.pop();
  }

  walk(document.contents);
  return odd;
}

/** The library compares each key with all before it: of a text of 256 KB that takes seconds. */
function repeatedIn({ items }: YAMLMap): unknown[] {
  const names = new Set<unknown>();
  return items.flatMap(({ key }) => {
    if (!isScalar(key)) return [];
    const isRepeated = names.has(key.value);
    names.add(key.value);
    return isRepeated ? [key] : [];
  });
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
