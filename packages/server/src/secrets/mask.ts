import { masked } from '@countersign/core/text/masked';
import { ownFindings } from './rules.ts';
import { lintFindings } from './secretlint.ts';
import { spansOf, viewsOf, type Span } from './view.ts';

export type Found = { rule: string; count: number }[];
export type Masked = { text: string; found: Found };
export type Mask = (text: string) => Promise<Masked>;

type Finding = { rule: string; spans: Span[] };

/** Replaces secrets in a text with `[masked: <rule>]`, line by line: a diff stays a diff. */
export function createMasker(): Mask {
  return async (text) => {
    const findings = distinct(await findingsIn(text));
    return { text: replaced(text, findings), found: counted(findings) };
  };
}

async function findingsIn(text: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const view of viewsOf(text)) {
    for (const { rule, start, end } of [
      ...ownFindings(view.text),
      ...(await lintFindings(view.text)),
    ]) {
      findings.push({ rule, spans: spansOf(view, start, end) });
    }
  }
  return findings;
}

/** What several views or rules found in one place is one secret, under the name found first. */
function distinct(findings: Finding[]): Finding[] {
  const kept: Finding[] = [];
  let covered = 0;
  for (const finding of findings.filter(({ spans }) => spans.length > 0).sort(byPlace)) {
    const last = kept.at(-1);
    if (last && first(finding).start < covered) last.spans.push(...finding.spans);
    else kept.push({ ...finding, spans: [...finding.spans] });
    covered = Math.max(covered, ...finding.spans.map(({ end }) => end));
  }
  return kept;
}

function byPlace(a: Finding, b: Finding): number {
  return first(a).start - first(b).start;
}

function first({ spans }: Finding): Span {
  return spans[0] ?? { start: 0, end: 0 };
}

function replaced(text: string, findings: Finding[]): string {
  const spans = findings.flatMap(({ rule, spans: own }) => own.map((span) => ({ ...span, rule })));
  let result = '';
  let at = 0;
  for (const { start, end, rule } of spans.sort((a, b) => a.start - b.start)) {
    if (start >= at) result += `${text.slice(at, start)}${masked(rule)}`;
    at = Math.max(at, end);
  }
  return result + text.slice(at);
}

function counted(findings: Finding[]): Found {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].map(([rule, count]) => ({ rule, count }));
}
