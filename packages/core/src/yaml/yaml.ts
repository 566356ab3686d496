import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Pair, YAMLMap } from 'yaml';
import { pathText } from './fault.ts';
import type { Finding, Path, YamlFault } from './fault.ts';
import { visible } from '../text/visible.ts';
import { oddities, startOf } from './oddities.ts';
import { offsetWithin } from './within.ts';

export const MAX_YAML_BYTES = 256 * 1024;

/** A YAML text as a plain value. `faults` are those that leave the value readable. */
export type Source = {
  value: unknown;
  faults: YamlFault[];
  /** Gives a finding its line and column. */
  locate: (finding: Finding) => YamlFault;
};

export type YamlResult = { ok: true; source: Source } | { ok: false; faults: YamlFault[] };

/** Reads YAML 1.2 (core schema), without the parts that let one text mean more than it shows. */
export function readYaml(text: string): YamlResult {
  if (isTooLarge(text)) {
    const message = `The document is larger than ${MAX_YAML_BYTES / 1024} KB.`;
    return { ok: false, faults: [{ path: '', line: 1, column: 1, message }] };
  }
  const lines = new LineCounter();
  // A text of many documents is an error of the parser at this log level only.
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    uniqueKeys: false,
  });
  const place = (offset: number, message: string, path: Path = []): YamlFault => {
    const { line, col } = lines.linePos(offset);
    return { path: pathText(path), line: Math.max(1, line), column: Math.max(1, col), message };
  };
  const tooDeep = document.errors.find((error) => error.code === 'RESOURCE_EXHAUSTION');
  const errors = tooDeep ? [tooDeep] : [...document.errors, ...document.warnings].filter(isSyntax);
  const faults = errors.map((error) => place(error.pos[0], sentence(error)));
  const { found, hasAlias } = oddities(document);
  faults.push(...found.map((odd) => place(odd.offset, odd.message, odd.path)));
  if (errors.length > 0 || hasAlias) return { ok: false, faults };
  const pairOf = pairsByName();
  const locate = ({ path, at, within, message, hint }: Finding): YamlFault => {
    const spot = find(document.contents, path, at ?? 'value', pairOf);
    const inside = within && offsetWithin(text, spot.node, within);
    const fault = place(inside ?? spot.offset, message, spot.path);
    return hint === undefined ? fault : { ...fault, hint };
  };
  return { ok: true, source: { value: document.toJS({ maxAliasCount: 0 }), faults, locate } };
}

function isTooLarge(text: string): boolean {
  return text.length > MAX_YAML_BYTES || new TextEncoder().encode(text).length > MAX_YAML_BYTES;
}

/** Tags are told as oddities, with their path. */
function isSyntax({ code }: { code: string }): boolean {
  return code !== 'TAG_RESOLVE_FAILED';
}

function sentence(error: { code: string; message: string }): string {
  if (error.code === 'MULTIPLE_DOCS')
    return 'There must be one YAML document, without "---" between.';
  if (error.code === 'RESOURCE_EXHAUSTION') return 'The document is nested too deeply.';
  return `This is not valid YAML: ${visible(error.message).replace(/\.$/, '')}.`;
}

type Found = { offset: number; path: Path; node?: unknown };

/** Walks as far as the document goes: to the value, to the mapping that lacks the key, or to a scalar. */
function find(root: unknown, path: Path, at: 'key' | 'value', pairOf: PairOf): Found {
  let node = root;
  let offset = startOf(root) ?? 0;
  for (const [depth, name] of path.entries()) {
    if (isMap(node)) {
      const pair = pairOf(node, name);
      if (pair === undefined) return { offset, path: path.slice(0, depth + 1) };
      const isGoal = at === 'key' && depth === path.length - 1;
      node = isGoal ? pair.key : (pair.value ?? pair.key);
    } else if (isSeq(node) && typeof name === 'number') {
      node = node.items[name];
    } else {
      return { offset, path: path.slice(0, depth) };
    }
    offset = startOf(node) ?? offset;
  }
  return { offset, path, node };
}

type PairOf = (map: YAMLMap, name: unknown) => Pair | undefined;

/** Looks through each mapping once: there may be a finding for each of its keys. */
function pairsByName(): PairOf {
  const known = new WeakMap<YAMLMap, ReadonlyMap<unknown, Pair>>();
  return (map, name) => {
    const pairs = known.get(map) ?? byName(map);
    known.set(map, pairs);
    return pairs.get(name);
  };
}

/** Of those that are there twice, the first. */
function byName({ items }: YAMLMap): ReadonlyMap<unknown, Pair> {
  return new Map(
    items.toReversed().flatMap((pair) => (isScalar(pair.key) ? [[pair.key.value, pair]] : [])),
  );
}
