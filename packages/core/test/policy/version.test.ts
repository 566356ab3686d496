import { describe, expect, it } from 'vitest';
import { policyVersion } from '../../src/policy/parse.ts';
import { document, edited, policyOf } from './support.ts';

const freeze = '{ name: f, from: 2026-12-20T18:00, to: 2026-12-21T18:00, during: hold }';
const sample = policyOf(document).version;

describe('the version of a policy', () => {
  it('is a digest of the document', () => {
    expect(sample).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(policyVersion(document)).toBe(sample);
  });

  it.each([
    ['comments', document.replace('version: 1', '# who may deploy\nversion: 1 # the format')],
    ['quoting', edited('environment: production', 'environment: "production"')],
    ['one glob or a list of one', edited('identity: ci-*', 'identity: [ci-*]')],
    [
      'the order of keys',
      edited(
        'identity: ci-*, action: [deploy, rollback]',
        'action: [deploy, rollback], identity: ci-*',
      ),
    ],
    ['the spelling of a duration', edited('15m', '900s')],
    [
      'what is the default',
      edited(
        'environment: staging }',
        'environment: staging }\n    expires: 1h\n    bindings: {}\n    separation: { owner: true }',
      ),
    ],
    ['the default rejection', edited('quorum: 2', 'quorum: 2, reject: { quorum: 1 }')],
    [
      'one quorum in a list',
      edited('quorum: 2, groups: [owners]', 'any: [{ quorum: 2, groups: [owners] }]'),
    ],
    ['a person who is listed twice', edited('people: [ada]', 'people: [ada, ada]')],
  ])('does not depend on %s', (_, text) => {
    expect(policyVersion(text)).toBe(sample);
  });

  it.each([
    ['a person', edited('people: [ada]', 'people: [grace]')],
    ['a quorum', edited('quorum: 2', 'quorum: 1')],
    ['a glob', edited('payments-*', 'payments-a*')],
    ['a channel', edited('C0RELEASES', 'C0OTHER')],
    ['a binding', edited('approved:', 'rejected:')],
    ['a duration', edited('15m', '16m')],
    ['a zone', edited('version: 1', 'version: 1\nzone: Europe/Berlin')],
    ['a freeze', edited('rules:', `freezes: [${freeze}]\nrules:`)],
    [
      'what a freeze does',
      edited('rules:', `freezes: [${freeze.replace('hold', 'refuse')}]\nrules:`),
    ],
    ['a condition', edited('expires: 15m', 'expires: 15m\n    when: change.hasSecrets')],
    ['a condition of a stage', edited('quorum: 2', 'quorum: 2, when: change.hasSecrets')],
    ['a rejection', edited('quorum: 2', 'quorum: 2, reject: { veto: [owners] }')],
    ['a reminder', edited('quorum: 2', 'quorum: 2, remind: [5m]')],
    [
      'an escalation',
      edited('quorum: 2', 'quorum: 2, escalate: [{ after: 5m, groups: [owners] }]'),
    ],
    ['a separation', edited('expires: 15m', 'expires: 15m\n    separation: { owner: false }')],
    ['a rule that allows', `${document}  - { name: free, match: { resource: docs }, allow: {} }\n`],
    ['the order of stages', edited('name: release', 'name: release-first')],
  ])('changes with %s', (_, text) => {
    expect(policyVersion(text)).not.toBe(sample);
  });

  it('changes with the order of rules', () => {
    const [head = '', first = '', second = ''] = document.split(/(?=^ {2}- name)/m);
    expect(policyVersion(head + second + first)).not.toBe(sample);
  });

  it('is missing for a text that is no policy', () => {
    expect(policyVersion('rules: []')).toBeUndefined();
  });
});
