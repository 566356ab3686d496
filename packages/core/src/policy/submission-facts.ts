import type { Submission } from '../wire/types.ts';
import type { ConditionFacts } from './conditions/facts.ts';
import { diffFacts } from './diff-facts.ts';
import type { PolicyFacts } from './facts.ts';

/** What globs and conditions read of a submission itself. */
export function requestFacts(
  submission: Pick<Submission, 'action' | 'environment' | 'resource'> & Partial<Submission>,
): PolicyFacts['request'] {
  const { action, environment, resource, parameters = {}, reason = '', tickets = [] } = submission;
  return {
    action,
    environment,
    resource,
    segments: resource.split(/[/:]/u),
    parameters,
    reason,
    tickets: tickets.map(({ key }) => key),
  };
}

/** What conditions read of a change; its diff is read only where `needs` names what it tells. */
export function changeFacts(
  { change = {} }: Pick<Submission, 'change'>,
  needs: ReadonlySet<string>,
): NonNullable<ConditionFacts['change']> {
  const { repository = '', commit = '', command = [], artifacts = [], authors = [] } = change;
  return {
    kind: kindOf(change),
    repository,
    commit,
    command,
    artifacts: artifacts.map(({ name }) => name),
    authors,
    ...(statistics.some((path) => needs.has(path)) ? diffFacts(change.diff) : {}),
  };
}

function kindOf(change: NonNullable<Submission['change']>): string {
  if (change.diff !== undefined) return 'diff';
  if ((change.artifacts ?? []).length > 0) return 'artifacts';
  return change.command === undefined ? 'none' : 'command';
}

const statistics = [
  'change.files',
  'change.filesChanged',
  'change.linesAdded',
  'change.linesRemoved',
];
