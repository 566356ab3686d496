import type { PresetName } from '../../../src/identity/presets.ts';
import { startIssuer, trusting } from '../oidc/double.ts';

/** What a platform's token says beyond what every token says, and a binding that it fits. */
export type Job = {
  preset: PresetName;
  claims: { [claim: string]: unknown };
  binding: { [claim: string]: string };
};

/** Proves tokens of a platform's double; claims that are undefined are left out. */
export async function provingAs({ preset, claims, binding }: Job) {
  const issuer = await startIssuer();
  return async (more: { [claim: string]: unknown } = {}, bound = binding) => {
    const authenticate = trusting(issuer, { preset }, bound);
    return authenticate(await issuer.token({ ...platformless, ...claims, ...more }));
  };
}

/** What the double says of GitHub is none of the others' business. */
const platformless = Object.fromEntries(
  [
    'repository',
    'repository_id',
    'repository_owner_id',
    'environment',
    'job_workflow_ref',
    'event_name',
    'ref',
    'actor',
    'actor_id',
  ].map((claim) => [claim, undefined]),
);
