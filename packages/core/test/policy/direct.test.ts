import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/policy/evaluate.ts';
import { explain } from '../../src/policy/explain.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { deploy, document, edited, factsOf, faultsOf, names, policyOf } from './support.ts';

const ROUTE = 'route: { slack: [C0RELEASES] }';
const STAGE = '- { name: release, quorum: 1, groups: [release-approvers] }';

function asked(text: string) {
  const verdict = evaluate(policyOf(text), factsOf(deploy));
  if (verdict.outcome !== 'ask') throw new Error(explain(verdict));
  return { plan: verdict.plan, text: explain(verdict) };
}

describe('a route by direct message', () => {
  it('names platforms in the order in which a person is tried', () => {
    const { plan, text } = asked(edited(ROUTE, 'route: { direct: [teams, slack] }'));
    expect(plan).toMatchObject({ routes: [], direct: ['teams', 'slack'] });
    expect(text).toContain('In: direct messages (teams, else slack)\n');
  });

  it('stands beside channels', () => {
    const { plan, text } = asked(edited(ROUTE, 'route: { slack: [C0RELEASES], direct: [slack] }'));
    expect(plan.routes).toEqual([{ platform: 'slack', channel: 'C0RELEASES' }]);
    expect(text).toContain('In: slack C0RELEASES, direct messages (slack)\n');
  });

  it('is of the plan where any of the rules wants it', () => {
    const also = `  - name: also
    route: { direct: [teams] }
    stages: [{ name: also, quorum: 1, groups: [owners] }]
`;
    expect(asked(`${document}${also}`).plan.direct).toEqual(['teams']);
  });

  it('can be that of an escalation and of the emergency path', () => {
    const escalating = STAGE.replace(
      ' }',
      ', escalate: [{ after: 5m, groups: [owners], route: { direct: [slack] } }] }',
    );
    const { plan, text } = asked(edited(STAGE, escalating));
    expect(plan.direct).toBeUndefined();
    expect(plan.stages[0]?.escalations[0]).toMatchObject({ routes: [], direct: ['slack'] });
    expect(text).toContain('after 5m also "owners", in direct messages (slack)');

    const urgent = `${ROUTE}
    break_glass: { groups: [owners], route: { direct: [slack] }, review: { within: 1d, groups: [owners] } }`;
    const emergency = asked(edited(ROUTE, urgent));
    expect(emergency.plan.breakGlass).toMatchObject({ routes: [], direct: ['slack'] });
    expect(emergency.text).toContain('told in direct messages (slack), reviewed by');
  });

  it('changes no version of a policy that has none', () => {
    const { plan } = asked(document);
    expect(Object.keys(plan)).not.toContain('direct');
  });

  it('names no platform that the service is not on', () => {
    const text = edited(ROUTE, 'route: { direct: [slack, teams] }');
    const read = parsePolicy(text, { ...names, platforms: ['slack'] });
    expect(read.ok ? [] : read.faults.map(({ message }) => message)).toEqual([
      'The service is not on teams, so that it writes to nobody there.',
    ]);
    expect(parsePolicy(text, { ...names, platforms: ['slack', 'teams'] }).ok).toBe(true);
  });

  it.each([
    ['route: { direct: [] }', 'at least one platform'],
    ['route: { direct: [mail] }', 'slack'],
    ['route: { direct: true }', 'list'],
    ['route: {}', 'leads somewhere'],
  ])('%s is a fault', (route, message) => {
    const told = faultsOf(edited(ROUTE, route)).map((fault) => `${fault.message} ${fault.hint}`);
    expect(told.join()).toContain(message);
  });
});
