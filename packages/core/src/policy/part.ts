import type { z } from 'zod';
import { sentence } from '../text/sentence.ts';
import type { Finding, YamlFault } from '../yaml/fault.ts';
import { toFinding } from '../yaml/finding.ts';
import { readYaml } from '../yaml/yaml.ts';
import { check } from './check/check.ts';
import type { Surroundings } from './check/check.ts';
import type { Compiled } from './conditions/condition.ts';
import { draftOf } from './draft.ts';
import type { Draft } from './draft.ts';
import type { Conditions } from './languages.ts';

/** A document, or a file that one includes, as far as it could be read. */
export type Part<T> = {
  draft: Draft;
  /** Absent where it has faults of form. */
  written?: T;
  faults: YamlFault[];
  locate: (finding: Finding) => YamlFault;
};

/** `around` is what it stands among, by the groups that it defines; `shapeOf` what it may look like. */
export function readPart<T>(
  text: string,
  shapeOf: (groups: ReadonlySet<string>, draft: Draft) => z.ZodType<T>,
  around: Omit<Surroundings, 'groups'> & { groups: Draft['groups'] },
): Part<T> {
  const read = readYaml(text);
  if (!read.ok) {
    return { draft: draftOf(undefined), faults: read.faults, locate: atTheTop };
  }
  const { value, faults, locate } = read.source;
  const draft = draftOf(value);
  const groups = { ...around.groups, ...draft.groups };
  const parsed = shapeOf(new Set(Object.keys(groups)), draft).safeParse(value, { error: sentence });
  const findings: Finding[] = [
    ...(parsed.error?.issues.map(toFinding) ?? []),
    ...check(draft, { ...around, groups }),
  ];
  return {
    draft,
    faults: [...faults, ...findings.map(locate)].sort(byPlace),
    locate,
    ...(parsed.success && { written: parsed.data }),
  };
}

function atTheTop({ message }: Finding): YamlFault {
  return { path: '', line: 1, column: 1, message };
}

export function byPlace(a: YamlFault, b: YamlFault): number {
  return a.line - b.line || a.column - b.column;
}

/** Conditions by their source: each is read once, however often it stands in a document. */
export function compileOnce({ compileCondition }: Conditions): (source: string) => Compiled {
  const known = new Map<string, Compiled>();
  return (source) => {
    const found = known.get(source) ?? compileCondition(source);
    known.set(source, found);
    return found;
  };
}
