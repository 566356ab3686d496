import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { policyJsonSchema } from '../../src/policy/json-schema.ts';
import { document, edited, faultsOf } from './support.ts';

const published: { $defs: { included: object } } = JSON.parse(
  readFileSync(new URL('../../policy.schema.json', import.meta.url), 'utf8'),
);
const guide = readFileSync(new URL('../../../../docs/guides/policy.md', import.meta.url), 'utf8');
const ajv = new Ajv2020({ allErrors: true });
const validate = ajv.compile(published);
const validateIncluded = ajv.compile({ ...published.$defs.included, $id: 'included' });

/** The blocks of the guide of one kind. */
function blocks(kind: string): string[] {
  const fences = guide.matchAll(/^```([^\n]+)\n(.*?)^```$/gms);
  return [...fences].filter((fence) => fence[1] === kind).map((fence) => fence[2] ?? '');
}

function isValid(text: string): boolean {
  return validate(parse(text));
}

describe('the JSON Schema of the policy', () => {
  it('is that of the code: else run node scripts/policy-schema.ts', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(policyJsonSchema())));
  });

  it("takes the guide's examples", () => {
    const examples = blocks('yaml');
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      isValid(example);
      expect(validate.errors).toBeNull();
    }
    for (const included of blocks('yaml included')) {
      validateIncluded(parse(included));
      expect(validateIncluded.errors).toBeNull();
    }
  });

  it.each(['', 'match: {}, ', 'match: { environment: staging }, '])(
    'takes no rule of an included file that says not for which resources it is: %s',
    (match) => {
      const [whole, part] = ['match: { resource: payments-* }, ', match].map((text) =>
        validateIncluded(parse(`rules: [{ name: a, ${text}allow: {} }]`)),
      );
      expect([whole, part]).toEqual([true, false]);
      // The document's own rules may be for any.
      expect(isValid(`{ version: 1, groups: {}, rules: [{ name: a, ${match}allow: {} }] }`)).toBe(
        true,
      );
    },
  );

  it("does not take the guide's faulty example", () => {
    expect(blocks('yaml faults').map(isValid)).toEqual([false]);
  });

  it('says of each key what it is for', () => {
    expect(silent(published, '')).toEqual([]);
  });

  const outcome =
    'route: { slack: [C0STAGING] }\n    stages: [{ name: any, quorum: 1, groups: [owners] }]';
  const stage = '{ name: owners, quorum: 2, groups: [owners] }';

  it.each([
    ['another version', 'version: 1', 'version: 2'],
    ['a key that there is not', 'expires: 15m', 'expiers: 15m'],
    ['a number for a name', 'name: production deploys', 'name: 7'],
    ['an empty group', '{ people: [ada, grace] }', '{ people: [] }'],
    ['a name of a group with spaces', 'owners: { people', 'the owners: { people'],
    ['an empty list of globs', '[deploy, rollback]', '[]'],
    ['an environment in capitals', 'environment: production', 'environment: Production'],
    ['a duration without a unit', '15m', "'15'"],
    ['a quorum of nobody', 'quorum: 2', 'quorum: 0'],
    ['half a quorum', 'quorum: 2', 'quorum: 1.5'],
    ["a channel's name", '[C0RELEASES]', "['#releases']"],
    ['a route that leads nowhere', 'route: { slack: [C0STAGING] }', 'route: {}'],
    ['a route without stages', outcome, 'route: { slack: [C0STAGING] }'],
    ['stages without a route', outcome, `stages: [${stage}]`],
    ['a rule that says nothing', outcome, 'expires: 1h'],
    ['a rule that allows and asks', outcome, `${outcome}\n    allow: {}`],
    ['a rule that refuses and asks', outcome, `${outcome}\n    refuse: Never.`],
    ['a rule that refuses and expires', outcome, 'refuse: Never.\n    expires: 1h'],
    ['a rule that allows apart from owners', outcome, 'allow: {}\n    separation: { owner: true }'],
    ['a refusal without a reason', outcome, "refuse: ''"],
    ['a limit without a time', outcome, 'allow: { limit: { count: 2 } }'],
    ['a stage of nobody', stage, '{ name: owners }'],
    ['a stage in two forms', stage, '{ name: owners, quorum: 1, groups: [owners], any: [] }'],
    ['a stage of no quorums', stage, '{ name: owners, all: [] }'],
    ['an escalation to nobody', stage, stage.replace('}', ', escalate: [{ after: 5m }] }')],
    [
      'a freeze that neither holds nor refuses',
      'rules:',
      'freezes: [{ name: f, during: stop }]\nrules:',
    ],
    ['an include without resources', 'rules:', 'include: [{ file: a.yaml }]\nrules:'],
  ])('does not take %s, nor does the service', (_, piece, by) => {
    const text = edited(piece, by);
    expect(isValid(text)).toBe(false);
    expect(faultsOf(text).length).toBeGreaterThan(0);
  });

  it('takes the sample that those are edits of', () => {
    expect(isValid(document)).toBe(true);
  });
});

/** Paths of the properties that have no description. */
function silent(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, part]: [string, unknown]) => {
    const here = `${path}/${key}`;
    if (key !== 'properties' || /\/(?:oneOf|anyOf|allOf)\//.test(here)) return silent(part, here);
    return Object.entries(part ?? {}).flatMap(
      ([name, property]: [string, { description?: string }]) => [
        ...(property.description ? [] : [`${here}/${name}`]),
        ...silent(property, `${here}/${name}`),
      ],
    );
  });
}
