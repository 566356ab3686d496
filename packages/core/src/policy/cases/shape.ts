import { z } from 'zod';
import { json } from '../../wire/json.ts';
import { change as wireChange } from '../../wire/submission.ts';
import { factAt, fieldsOf, variables } from '../conditions/facts.ts';
import { formerFact } from '../conditions/former.ts';
import type { Fact } from '../conditions/facts.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { quote } from '../../text/quote.ts';
import { duration, fields, line, nonEmpty } from '../shape/leaf.ts';
import { channelsShape } from '../shape/route.ts';
import { type AskedField, unaskable } from './askable.ts';
import { planShape } from './shape-plan.ts';

/** A file of cases for a policy: docs/guides/policy-testing.md. */
export function casesShape() {
  return fields({
    policy: line('file name', 300).optional(),
    cases: nonEmpty(caseShape(), 'A file of cases has at least one.'),
  });
}

export type WrittenCase = z.output<ReturnType<typeof caseShape>>;
export type Expected = WrittenCase['expect'];

const texts = () => z.array(z.string());
const byText = () => z.record(z.string(), z.string());
const instant = () =>
  z.iso.datetime({
    offset: true,
    error:
      'A moment is a day and a time that there are, with its offset: 2026-12-20T19:00:00+01:00.',
  });

/** No rule is for what the service takes from nobody, so that a refusal of it would prove nothing. */
const askable = (field: AskedField) =>
  z.string().superRefine((value, context) => {
    const message = unaskable(field, value);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

function caseShape() {
  return fields({
    name: line('name', 200),
    request: fields({
      identity: z.string().min(1),
      action: askable('action'),
      environment: askable('environment'),
      resource: askable('resource'),
      parameters: z.record(z.string(), json).optional(),
      change: changeShape().optional(),
      reason: z.string().optional(),
      tickets: texts().optional(),
    }),
    identity: fields({
      owner: z.string().optional(),
      proof: z.enum(['api-key', 'oidc']).optional(),
      labels: byText().optional(),
      claims: byText().optional(),
    }).optional(),
    at: instant().optional(),
    history: historyShape().optional(),
    unknown: z.array(factPath()).optional(),
    expect: expectShape(),
  });
}

/** A change as it is submitted, or what its diff would tell. */
function changeShape() {
  return fields({
    ...wireChange.shape,
    files: texts().optional(),
    filesChanged: z.int().optional(),
    linesAdded: z.int().optional(),
    linesRemoved: z.int().optional(),
    kind: z.string().optional(),
    digest: z.string().optional(),
    hasSecrets: z.boolean().optional(),
  }).superRefine((value, context) => {
    if (value.diff === undefined) return;
    for (const key of ['files', 'filesChanged', 'linesAdded', 'linesRemoved'] as const) {
      if (value[key] === undefined) continue;
      const message = `The diff tells "${key}": give one of the two.`;
      context.addIssue({ code: 'custom', path: [key], message, params: { at: 'key' } });
    }
  });
}

function historyShape() {
  const shape = Object.entries<Fact>(variables.history).map(([name, { type }]) => [
    name,
    (type === 'int' ? z.int() : type === 'timestamp' ? instant() : z.string()).optional(),
  ]);
  return fields(Object.fromEntries(shape) as { [name: string]: z.ZodOptional<z.ZodType> });
}

/** `history`, or `change.files`. */
function factPath() {
  return z.string().superRefine((path, context) => {
    const [variable = '', field, ...rest] = path.split('.');
    const known = field === undefined ? fieldsOf(variable) : factAt(variable, field);
    if (known && rest.length === 0) return;
    const gone = formerFact(path);
    if (gone) {
      context.addIssue({ code: 'custom', message: gone.message, params: { hint: gone.hint } });
      return;
    }
    const all = Object.entries(variables).flatMap(([name, of]) => [
      name,
      ...Object.keys(of).map((each) => `${name}.${each}`),
    ]);
    const message = `There is no fact ${quote(path)}.`;
    context.addIssue({ code: 'custom', message, params: { hint: didYouMean(path, all) } });
  });
}

function expectShape() {
  const quorum = { quorum: z.int().optional(), groups: texts().optional() };
  const stage = fields({
    name: z.string().optional(),
    ...quorum,
    combine: z.enum(['all', 'any']).optional(),
    quorums: z.array(fields(quorum)).optional(),
    rules: texts().optional(),
  });
  return fields({
    outcome: z.enum(['allow', 'ask', 'refuse']).optional(),
    code: z.enum(['no_rule', 'refused_by_rule', 'frozen', 'no_stage']).optional(),
    rules: texts().optional(),
    stages: z.array(stage).optional(),
    route: channelsShape().optional(),
    expires: duration().optional(),
    freezes: texts().optional(),
    ...planShape(),
  }).refine(
    (expected) => Object.keys(expected).length > 0,
    'A case expects something: "outcome", "rules", "stages" and others.',
  );
}
