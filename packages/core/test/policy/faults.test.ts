import { describe, expect, it } from 'vitest';
import { faultCases } from './fault-cases.ts';
import { document, edited, faultsOf } from './support.ts';

describe('a policy document is refused for', () => {
  it.each(faultCases)('$what', ({ replace, by, at, path, says, hint = /^/ }) => {
    const faults = faultsOf(edited(replace, by)).map((fault) => ({
      ...fault,
      hint: fault.hint ?? '',
    }));
    expect(faults).toContainEqual({
      path,
      line: Number(at.split(':')[0]),
      column: Number(at.split(':')[1]),
      message: expect.stringMatching(says),
      hint: expect.stringMatching(hint),
    });
  });

  it.each([
    ['no text', '', /must be a mapping, and is empty/],
    ['a merge key', `${document}<<: { version: 1 }`, /no key "<<"/],
  ])('%s', (_, text, says) => {
    expect(faultsOf(text).map((fault) => fault.message)).toContainEqual(
      expect.stringMatching(says),
    );
  });
});

describe('the faults of a document', () => {
  it('are told all at once, in the order of the text', () => {
    const text = faultCases
      .filter(({ what }) =>
        /misspelled key$|^an unknown (?:group|webhook|person)$|two stages|quorum of nobody/.test(
          what,
        ),
      )
      .reduce((sofar, { replace, by }) => sofar.replace(replace, () => by), document);
    const faults = faultsOf(text);
    expect(faults.map(({ path }) => path)).toEqual([
      'groups.release-approvers.people[0]',
      'rules[0].stages[0].groups[0]',
      'rules[0].stages[1].name',
      'rules[0].stages[1].quorum',
      'rules[0].expiers',
      'rules[0].bindings.approved[0].webhook',
    ]);
  });

  it('show what is invisible in the document', () => {
    const [fault] = faultsOf(edited('groups: [owners]', 'groups: ["own\u202Eers"]'));
    expect(fault?.message).toBe(String.raw`There is no group "own\u{202E}ers".`);
  });
});
