import { didYouMean } from '@countersign/core/text/did-you-mean';
import { quote } from '@countersign/core/text/quote';
import { sentence } from '@countersign/core/text/sentence';
import type { Finding } from '@countersign/core/yaml/fault';
import { toFinding } from '@countersign/core/yaml/finding';
import { z } from 'zod';
import { configShape, type Config } from './shape.ts';

/** The configuration that a value is, where there are no findings, and all that is wrong with it. */
export function judge(value: unknown): { config: Config | undefined; findings: Finding[] } {
  // Which keys a mapping may have, by its place: zod tells it to this function alone.
  const known = new Map<string, string[]>();
  const { data, error } = configShape.safeParse(value, {
    error: (issue) => {
      if (issue.inst instanceof z.ZodObject) {
        known.set(placeOf(issue.path ?? []), Object.keys(issue.inst.shape));
      }
      return sentence(issue);
    },
  });
  const findings = (error?.issues ?? []).flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? unknownKeys(issue, known.get(placeOf(issue.path)) ?? [])
      : [toFinding(issue)],
  );
  return { config: data, findings: distinct(findings) };
}

/** Keys of bots and issuers are judged twice: alone, and with what they name. */
function distinct(findings: Finding[]): Finding[] {
  const told = new Map(findings.map((one) => [`${placeOf(one.path)}\0${one.message}`, one]));
  return [...told.values()];
}

/** Each is told where it stands, not at the mapping around it. */
function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, known: string[]): Finding[] {
  const { path } = toFinding(issue);
  return issue.keys.map((key) => ({
    path: [...path, key],
    at: 'key',
    message: `There is no key ${quote(key)} here.`,
    hint: didYouMean(key, known) ?? `Known here: ${known.join(', ')}.`,
  }));
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('\0');
}
