import { didYouMean } from '../text/did-you-mean.ts';
import { quote } from '../text/quote.ts';
import type { Finding, YamlFault } from '../yaml/fault.ts';
import type { Surroundings } from './check/check.ts';
import type { Draft } from './draft.ts';
import { compileGlob } from './glob.ts';
import type { IncludedFile } from './normalise.ts';
import { readPart } from './part.ts';
import type { Part } from './part.ts';
import { includedShape } from './shape/document.ts';
import type { Included } from './shape/document.ts';
import type { Names } from './shape/names.ts';

export type IncludedFiles = {
  files: IncludedFile[];
  /** Of the files, each with its name. */
  faults: (YamlFault & { file: string })[];
  /** Of the document that includes them. */
  refused: YamlFault[];
};

/** Reads the files in the order in which the document includes them. */
export function readIncluded(
  main: Part<unknown>,
  texts: ReadonlyMap<string, string>,
  names: Omit<Names, 'groups'>,
): IncludedFiles {
  const read: IncludedFiles = { files: [], faults: [], refused: [] };
  const taken = namesOf(main.draft, null);
  const seen = new Set<string>();
  for (const [at, include] of main.draft.include.entries()) {
    if (include?.file == null) continue;
    const { file, resources } = include;
    const refuse = (message: string, hint?: string) => {
      const finding: Finding = { path: ['include', at, 'file'], message };
      read.refused.push(main.locate(hint === undefined ? finding : { ...finding, hint }));
    };
    const text = texts.get(file);
    if (seen.has(file)) refuse('This file is included already.');
    else if (text === undefined)
      refuse(`There is no file ${quote(file)}.`, didYouMean(file, texts.keys()));
    else {
      const around = { groups: main.draft.groups, taken, resources: globsOf(resources) };
      const part = readFile(text, names, around);
      read.faults.push(...part.faults.map((fault) => ({ ...fault, file })));
      if (part.written && resources) read.files.push({ file, resources, written: part.written });
      const own = namesOf(part.draft, file);
      for (const [name, where] of own.groups) taken.groups.set(name, where);
      for (const [name, where] of own.rules) taken.rules.set(name, where);
    }
    seen.add(file);
  }
  return read;
}

function readFile(
  text: string,
  names: Omit<Names, 'groups'>,
  around: Surroundings,
): Part<Included> {
  return readPart(text, (groups) => includedShape({ ...names, groups }), around);
}

// A list that is no list of globs is told as such; nothing is told of the rules then.
function globsOf(patterns: string[] | null) {
  return patterns?.map(compileGlob).filter((glob) => glob.ok);
}

function namesOf({ groups, rules }: Draft, file: string | null) {
  const of = (names: (string | null | undefined)[]) =>
    new Map(names.filter((name) => name != null).map((name) => [name, file] as const));
  return { groups: of(Object.keys(groups)), rules: of(rules.map((rule) => rule?.name)) };
}
