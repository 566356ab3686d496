import { sentence } from '../../text/sentence.ts';
import type { YamlFault } from '../../yaml/fault.ts';
import { toFinding } from '../../yaml/finding.ts';
import { readYaml } from '../../yaml/yaml.ts';
import { byPlace } from '../part.ts';
import { repeatedNames } from './names.ts';
import { casesShape } from './shape.ts';
import type { WrittenCase } from './shape.ts';

/** With the path of the policy as the file writes it, relative to itself. */
export type CasesResult =
  | { ok: true; policy: string | undefined; cases: WrittenCase[] }
  | { ok: false; faults: YamlFault[] };

/** Reads a file of cases; never throws. The format: docs/guides/policy-testing.md. */
export function readCases(text: string): CasesResult {
  const read = readYaml(text);
  if (!read.ok) return { ok: false, faults: read.faults };
  const { value, faults, locate } = read.source;
  const parsed = casesShape().safeParse(value, { error: sentence });
  const found = [
    ...faults,
    ...(parsed.error?.issues ?? []).map((issue) => locate(toFinding(issue))),
    ...repeatedNames(value, locate),
  ];
  if (!parsed.success || found.length > 0) return { ok: false, faults: found.sort(byPlace) };
  return { ok: true, policy: parsed.data.policy, cases: parsed.data.cases };
}
