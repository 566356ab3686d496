import { didYouMean } from '@countersign/core/text/did-you-mean';
import { quote } from '@countersign/core/text/quote';
import type { Submission } from '@countersign/core/wire/types';
import type { Countersign } from '../sdk/countersign.ts';
import { UsageError } from './exit.ts';

/** What the command is to have of its grant, by name. */
export type Wanted = { audience?: string[] | undefined; targets?: string[] | undefined };

type Asking = {
  client: Countersign;
  submission: Submission;
  wanted: Wanted;
  signal: AbortSignal;
};

/**
 * Throws a {@link UsageError} where an approval would not give what is wanted, by the policy in force:
 * before anybody is asked. What policy refuses is left to the request, which is refused with its reasons.
 */
export async function assertGiven({ client, submission, wanted, signal }: Asking): Promise<void> {
  const { audience = [], targets = [] } = wanted;
  if (audience.length + targets.length === 0) return;
  const { outcome, grant } = await client.explain(submission, { signal });
  if (outcome === 'refuse') return;
  const faults = grant
    ? [...beyond('target', targets, grant.targets), ...beyond('audience', audience, grant.audience)]
    : ['Policy gives such a request no grant, so that --target and --audience name nothing.'];
  if (faults.length === 0) return;
  const advice =
    'Nobody was asked. Policy names what an approval gives ("countersign explain" tells it), and the configuration the resources of each target.';
  throw new UsageError([...faults, advice].join(' '));
}

/** A sentence or more for each name that is not given. */
function beyond(kind: string, wanted: readonly string[], given: readonly string[]): string[] {
  const strange = wanted.filter((name) => !given.includes(name));
  if (strange.length === 0) return [];
  const names = given.length === 0 ? 'none' : given.map(quote).join(', ');
  const faults = strange.map((name) => {
    const hint = didYouMean(name, given);
    return `An approval gives no ${kind} ${quote(name)}.${hint === undefined ? '' : ` ${hint}`}`;
  });
  return [...faults, `It gives ${names}.`];
}
