import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/policy/evaluate.ts';
import { explain } from '../../src/policy/explain.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { deploy, document, edited, factsOf, faultsOf, names, policyOf } from './support.ts';

const ROUTE = 'route: { slack: [C0RELEASES] }';

/** The plan of a deploy that these rules ask for, each with something beside its stages. */
function planOf(...rules: { route?: string; more?: string }[]) {
  const text = rules
    .map(
      ({ route = '', more = '' }, at) => `  - name: rule ${at}
    route: { slack: [C0RELEASES]${route} }
    stages: [{ name: owners, quorum: 1, groups: [owners] }]
    ${more}
`,
    )
    .join('');
  const policy = policyOf(`version: 1\ngroups: { owners: { people: [ada] } }\nrules:\n${text}`);
  const verdict = evaluate(policy, factsOf(deploy));
  if (verdict.outcome !== 'ask') throw new Error(explain(verdict));
  return { showing: verdict.plan.showing, text: explain(verdict) };
}

describe('how a request is shown', () => {
  it('is as usual where no rule says otherwise, and the policy keeps its version', () => {
    expect(planOf({}).showing).toBeUndefined();
    expect(
      planOf({ route: ', private: false', more: 'sensitivity: normal' }).showing,
    ).toBeUndefined();
    const plain = edited(ROUTE, 'route: { slack: [C0RELEASES], private: false }');
    expect(policyOf(plain).version).toBe(policyOf(document).version);
    const inPrivate = edited(ROUTE, 'route: { slack: [C0RELEASES], private: true }');
    expect(policyOf(inPrivate).version).not.toBe(policyOf(document).version);
  });

  it('is in private channels alone, and restricted, where one of the rules wants it', () => {
    const { showing, text } = planOf(
      { route: ', private: true' },
      { more: 'sensitivity: restricted' },
      {},
    );
    expect(showing).toEqual({ inPrivate: true, sensitivity: 'restricted' });
    expect(text).toContain('Only while these are private\nSensitivity: restricted');
  });

  it('calls nobody only where none of the rules wants it', () => {
    expect(planOf({ more: 'ping: false' }).showing).toEqual({ silent: true });
    expect(planOf({ more: 'ping: false' }, {}).showing).toBeUndefined();
  });

  it.each([
    ['sensitivity: secret', 'This is "normal" or "restricted".'],
    ['ping: never', 'true or false'],
  ])('%s is a fault', (more, message) => {
    const faults = faultsOf(edited(ROUTE, `${ROUTE}\n    ${more}`));
    expect(faults.map((fault) => fault.message).join()).toContain(message);
  });
});

describe('the channels that may be used', () => {
  it('are any where nobody lists them, and when a kept policy is reread', () => {
    expect(parsePolicy(document, names).ok).toBe(true);
  });

  it('make every other channel a fault, each with its place', () => {
    const result = parsePolicy(document, { ...names, channels: ['C0RELEASES'] });
    expect(result).toMatchObject({
      ok: false,
      faults: [
        {
          path: 'rules[1].route.slack[0]',
          message: 'The service may not use the channel "C0STAGING".',
          hint: expect.stringContaining('under "channels"'),
        },
      ],
    });
  });
});
