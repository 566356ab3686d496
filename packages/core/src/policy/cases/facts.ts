import { changeDigest } from '../../change.ts';
import type { Submission } from '../../wire/types.ts';
import { clock } from '../clock.ts';
import { variables } from '../conditions/facts.ts';
import type { ConditionFacts, Fact } from '../conditions/facts.ts';
import type { PolicyFacts } from '../facts.ts';
import { needs } from '../needs.ts';
import type { Policy } from '../policy.ts';
import { changeFacts, requestFacts } from '../submission-facts.ts';
import type { WrittenCase } from './shape.ts';

/** What a case says of a request. */
export type AskedCase = Pick<WrittenCase, 'request' | 'identity' | 'history' | 'unknown' | 'at'>;

/**
 * The facts that a case names, with all others known and as plain as can be: no labels, no claims,
 * no history, nothing masked. What it says to be unknown is left out.
 */
export function caseFacts(policy: Policy, written: AskedCase): PolicyFacts {
  const { request, identity = {}, history = {}, unknown = [], at } = written;
  const { owner = '', proof = 'api-key', labels = {}, claims = {} } = identity;
  const facts: PolicyFacts = {
    identity: { name: request.identity, owner, proof, labels, claims },
    request: {
      ...requestFacts(submissionOf(request)),
      tickets: request.tickets ?? [],
    },
    change: changeOf(request, needs(policy)),
    time: clock(policy, Date.parse(at ?? '')),
    history: historyOf(history),
  };
  return without(facts, unknown);
}

/** Whether the verdict hangs on when the request is made. */
export function looksAtTheClock(policy: Policy): boolean {
  return policy.freezes.length > 0 || [...needs(policy)].some((path) => path.startsWith('time.'));
}

type Request = WrittenCase['request'];

function submissionOf({
  action,
  environment,
  resource,
  parameters,
  reason,
  change,
}: Request): Submission {
  const { summary, repository, commit, diff, authors, artifacts, command } = change ?? {};
  const submitted = { summary, repository, commit, diff, authors, artifacts, command };
  return {
    action,
    environment,
    resource,
    parameters,
    reason,
    ...(change && { change: submitted }),
  };
}

function changeOf(request: Request, needed: ReadonlySet<string>): ConditionFacts['change'] {
  const { change = {} } = request;
  const { files, filesChanged, linesAdded, linesRemoved } = change;
  const told = [files, filesChanged, linesAdded, linesRemoved].some((each) => each !== undefined);
  const { kind, digest } = change;
  const given = { kind, digest };
  return {
    digest: changeDigest(submissionOf(request)),
    hasSecrets: change.hasSecrets ?? false,
    ...changeFacts(submissionOf(request), needed),
    ...(told && {
      kind: 'diff',
      files: files ?? [],
      filesChanged: filesChanged ?? files?.length ?? 0,
      linesAdded: linesAdded ?? 0,
      linesRemoved: linesRemoved ?? 0,
    }),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}

function historyOf(given: NonNullable<WrittenCase['history']>): ConditionFacts['history'] {
  const known = Object.entries<Fact>(variables.history).map(([name, { type }]) => {
    const value = given[name];
    if (type === 'timestamp' && typeof value === 'string') return [name, Date.parse(value)];
    return [name, value ?? (type === 'int' ? 0 : null)];
  });
  return Object.fromEntries(known) as ConditionFacts['history'];
}

/** What globs and the calendar look at is always known. */
const always = new Set([
  'identity.name',
  'request.action',
  'request.environment',
  'request.resource',
  'time.now',
]);

function without(facts: PolicyFacts, unknown: readonly string[]): PolicyFacts {
  const isUnknown = (path: string, variable: string) =>
    !always.has(path) && (unknown.includes(path) || unknown.includes(variable));
  const known = Object.entries(facts).map(([variable, of]) => [
    variable,
    Object.fromEntries(
      Object.entries(of ?? {}).filter(([name]) => !isUnknown(`${variable}.${name}`, variable)),
    ),
  ]);
  return Object.fromEntries(known) as PolicyFacts;
}
