import type { GrantPlan, NoGrant, Plan } from './plan.ts';
import type { Rule } from './policy.ts';

type Named = { rule: Pick<Rule, 'name' | 'grant'>; surely: boolean };

/**
 * What all of the rules that name a grant give. Rules without one neither add nor take away. One
 * that may not apply at all takes away and adds nothing.
 */
export function combineGrant(parts: readonly Named[]): Pick<Plan, 'grant' | 'noGrant'> {
  const naming = parts.flatMap(({ rule: { name, grant }, surely }) =>
    grant ? [{ name, grant, surely }] : [],
  );
  if (!naming.some(({ surely }) => surely)) return {};
  const grants = naming.map(({ grant }) => grant);
  const differ = lists.find((list) => isLost(grants, list));
  if (differ) return { noGrant: { rules: naming.map(({ name }) => name), differ } };
  return {
    grant: {
      audience: common(grants, 'audience'),
      scope: common(grants, 'scope'),
      lifetimeMs: Math.min(...grants.map(({ lifetimeMs }) => lifetimeMs)),
      uses: Math.min(...grants.map(({ uses }) => uses)),
      targets: common(grants, 'targets'),
    },
  };
}

const lists: NoGrant['differ'][] = ['audience', 'scope', 'targets'];

/** What a rule names, and no other one does, leaves nothing of what was meant. */
function isLost(grants: readonly GrantPlan[], list: NoGrant['differ']): boolean {
  return common(grants, list).length === 0 && grants.some((grant) => grant[list].length > 0);
}

function common([first, ...rest]: readonly GrantPlan[], list: NoGrant['differ']): string[] {
  return (first?.[list] ?? []).filter((item) => rest.every((grant) => grant[list].includes(item)));
}
