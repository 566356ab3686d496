import { describe, expect, it } from 'vitest';
import { bundlePolicy } from '../../src/policy/bundle.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { parsePolicy, policyVersion, rereadPolicy } from '../../src/policy/parse.ts';
import { deploy, factsOf, names, policyOf } from './support.ts';

const FILE = 'teams/payments.yaml';
const main = `version: 1
groups:
  owners: { people: [ada] }
include:
  - { file: ${FILE}, resources: [payments-*, payments/**] }
rules:
  - name: production
    match: { environment: production }
    route: { slack: [C01] }
    stages: [{ name: s, quorum: 1, groups: [owners] }]
`;
const team = `groups: { payers: { people: [grace] } }
rules:
  - name: payments
    match: { resource: [payments-api, payments/*/api] }
    route: { slack: [C02] }
    stages: [{ name: s, quorum: 1, groups: [payers, owners] }]
  - { name: docs, match: { resource: payments-docs }, allow: {} }
`;
const withTeam = (text: string) => new Map([[FILE, text]]);

function faultsOf(text: string, files = withTeam(team), document = main) {
  const result = parsePolicy(document, names, files.set(FILE, text));
  return result.ok ? [] : result.faults;
}

describe('an included file', () => {
  const policy = policyOf(main, withTeam(team));
  const verdictOn = (resource: string, environment = 'production') =>
    evaluate(policy, factsOf({ ...deploy, resource, environment }));

  it("has its rules beside the document's, and the trace says whose they are", () => {
    const verdict = verdictOn('payments-api');
    expect(verdict).toMatchObject({ outcome: 'ask', plan: { rules: ['production', 'payments'] } });
    expect(verdict.trace.rules.map(({ file }) => file)).toEqual([null, FILE, FILE]);
  });

  it("loosens no rule of the document's", () => {
    expect(verdictOn('payments-docs').outcome).toBe('ask');
    expect(verdictOn('payments-docs', 'staging').outcome).toBe('allow');
  });

  it('may use the groups of the document; not the other way round', () => {
    const lent = main.replace('groups: [owners]', 'groups: [payers]');
    expect(faultsOf(team, withTeam(team), lent)).toMatchObject([
      { path: 'rules[0].stages[0].groups[0]', message: 'There is no group "payers".' },
    ]);
  });

  it('may not use those of another file', () => {
    const second = main.replace('rules:', '  - { file: b.yaml, resources: [b] }\nrules:');
    const b = `rules: [{ name: b, match: { resource: b }, route: { slack: [C03] }, stages: [{ name: s, quorum: 1, groups: [payers] }] }]`;
    const result = parsePolicy(
      second,
      names,
      new Map([
        [FILE, team],
        ['b.yaml', b],
      ]),
    );
    expect(result).toMatchObject({
      faults: [{ file: 'b.yaml', message: 'There is no group "payers".' }],
    });
  });
});

describe('an included file is refused, with its name, for', () => {
  it.each([
    ['a rule for any resource', 'match: { resource: payments-docs }, ', '', 'rules[1]'],
    ['a rule without resources', 'resource: payments-docs', 'action: deploy', 'rules[1].match'],
    [
      'a rule for resources of others',
      'resource: payments-docs',
      'resource: docs',
      'rules[1].match.resource',
    ],
    ['a glob that reaches further', 'payments-docs', '"*"', 'rules[1].match.resource'],
    [
      'one of several globs that reaches further',
      'payments/*/api',
      "'*/api'",
      'rules[0].match.resource[1]',
    ],
    [
      'a group that is taken',
      'payers: { people: [grace] }',
      'owners: { people: [grace] }',
      'groups.owners',
    ],
    ['a rule that is taken', 'name: docs', 'name: production', 'rules[1].name'],
    ['files of its own', 'rules:', 'include: []\nrules:', 'include'],
    ['freezes of its own', 'rules:', 'freezes: []\nrules:', 'freezes'],
    ['broken YAML', 'rules:', 'rules: [', ''],
  ])('%s', (_, piece, by, path) => {
    const faults = faultsOf(team.replace(piece, by));
    expect(faults.map((fault) => fault.file)).toContain(FILE);
    expect(faults.some((fault) => fault.path.startsWith(path))).toBe(true);
  });

  it('a rule whose name another file has taken', () => {
    const second = main.replace('rules:', '  - { file: b.yaml, resources: [b] }\nrules:');
    const b = 'rules: [{ name: docs, match: { resource: b }, allow: {} }]';
    const result = parsePolicy(
      second,
      names,
      new Map([
        [FILE, team],
        ['b.yaml', b],
      ]),
    );
    expect(result).toMatchObject({
      faults: [
        { file: 'b.yaml', line: 1, message: expect.stringContaining(`in "${FILE}" already`) },
      ],
    });
  });
});

describe('the document is refused for', () => {
  it('a file that is not there, beside its own faults and those of other files', () => {
    const text = main
      .replace('rules:', '  - { file: teams/paymens.yaml, resources: [p] }\nrules:')
      .replace('quorum: 1', 'quorum: 0');
    const result = parsePolicy(text, names, withTeam(team.replace('quorum: 1', 'quorum: 9')));
    const faults = result.ok ? [] : result.faults;
    expect(faults.map(({ file, path, line }) => [file, path, line])).toEqual([
      [undefined, 'include[1].file', 6],
      [undefined, 'rules[0].stages[0].quorum', 11],
      [FILE, 'rules[0].stages[0].quorum', 6],
    ]);
    expect(faults[0]?.hint).toBe(`Did you mean "${FILE}"?`);
  });

  it('a file that it includes twice', () => {
    const text = main.replace('rules:', `  - { file: ${FILE}, resources: ['**'] }\nrules:`);
    expect(faultsOf(team, withTeam(team), text)).toMatchObject([
      { path: 'include[1].file', message: 'This file is included already.' },
    ]);
  });

  it('one without any file where it includes some', () => {
    const result = parsePolicy(main, names);
    expect(result).toMatchObject({ faults: [{ path: 'include[0].file' }] });
  });
});

describe('the version of a policy with files', () => {
  const version = policyVersion(main, withTeam(team));

  it.each([
    ['what a file says', main, team.replace('quorum: 1', 'quorum: 2')],
    ['what a file owns', main.replace('[payments-*,', '[payments-*, billing-*,'), team],
    ['whose a group is', main.replace('people: [ada]', 'people: [grace]'), team],
  ])('changes with %s', (_, text, file) => {
    expect(policyVersion(text, withTeam(file))).toMatch(/^sha256:/);
    expect(policyVersion(text, withTeam(file))).not.toBe(version);
  });

  it('does not depend on the layout of a file', () => {
    expect(policyVersion(main, withTeam(`# theirs\n${team}`))).toBe(version);
  });

  it('is that of its bundle, from which it is read again', () => {
    const bundle = bundlePolicy(main, withTeam(team));
    expect(rereadPolicy(bundle)).toMatchObject({ ok: true, policy: { version } });
    expect(policyVersion(bundle)).toBe(version);
  });

  it('a document without files is its own bundle', () => {
    expect(bundlePolicy('version: 1', new Map())).toBe('version: 1');
  });

  it.each([
    '{"countersign.bundle":1,',
    '{"countersign.bundle":1,"text":[]}',
    '{"countersign.bundle":1,"text":"","files":[[]]}',
  ])('a broken bundle %s is no policy', (text) => {
    expect(rereadPolicy(text).ok).toBe(false);
  });
});
