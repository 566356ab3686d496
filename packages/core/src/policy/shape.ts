import { z } from 'zod';
import * as leaf from './leaf.ts';

/** Names that a document may use beyond those it defines. */
export type Names = {
  groups: ReadonlySet<string>;
  /** Undefined: any webhook is taken. */
  webhooks: ReadonlySet<string> | undefined;
  /** Undefined: any person is taken. */
  people: ReadonlySet<string> | undefined;
  /** Undefined: any fallback is taken. */
  fallbacks: ReadonlySet<string> | undefined;
};

export type Shape = z.output<ReturnType<typeof documentShape>>;

/**
 * The document as it may be written. No transform here may raise an issue: that would keep the
 * checks of the mappings around it from running.
 */
export function documentShape(names: Names) {
  const group = groupShape(names);
  return leaf.fields({
    version: z.literal(1, 'The version of the document format is 1.'),
    groups: leaf.named(group),
    rules: z.array(ruleShape(names)).min(1, 'A policy has at least one rule.'),
  });
}

export function groupShape(names: Pick<Names, 'people'>) {
  return leaf
    .fields({
      slack: leaf.list(leaf.slackId('S', 'a Slack user group', '@release-team')).optional(),
      entra: leaf.list(leaf.entraGroup()).optional(),
      people: leaf.list(leaf.known('person', names.people)).optional(),
    })
    .refine(
      ({ slack = [], entra = [], people = [] }) => slack.length + entra.length + people.length > 0,
      'This group is empty, so nobody could approve. List "slack" user groups, "entra" groups or "people".',
    );
}

function ruleShape(names: Names) {
  return leaf.fields({
    name: z
      .string()
      .regex(
        /^[^\s\p{C}](?:[^\p{C}]{0,198}[^\s\p{C}])?$/u,
        'A name is 1 to 200 visible characters.',
      ),
    match: matchShape().optional(),
    route: routeShape(names),
    stages: leaf.nonEmpty(stageShape(names), 'A rule has at least one stage.'),
    expires: leaf.duration().optional(),
    bindings: bindingsShape(names).optional(),
  });
}

const NOWHERE = 'A route has at least one channel.';

function routeShape(names: Names) {
  return leaf
    .fields({
      slack: leaf.nonEmpty(leaf.slackId('C', 'a Slack channel', '#releases'), NOWHERE).optional(),
      teams: leaf.nonEmpty(leaf.teamsChannel(), NOWHERE).optional(),
      fallback: leaf.list(leaf.known('fallback', names.fallbacks)).optional(),
    })
    .refine(
      ({ slack, teams }) => slack !== undefined || teams !== undefined,
      'A route has at least one channel: list "slack" channels, "teams" channels or both.',
    );
}

export function matchShape() {
  return leaf.fields({
    identity: leaf.globs().optional(),
    action: leaf.globs(leaf.slugGlob).optional(),
    environment: leaf.globs(leaf.slugGlob).optional(),
    resource: leaf.globs(leaf.resourceGlob).optional(),
  });
}

export function stageShape(names: Pick<Names, 'groups'>) {
  return leaf.fields({
    name: leaf.label(),
    quorum: leaf.quorum(),
    groups: leaf.nonEmpty(leaf.known('group', names.groups), 'A stage has at least one group.'),
  });
}

function bindingsShape(names: Names) {
  const hooks = z.array(leaf.fields({ webhook: leaf.known('webhook', names.webhooks) })).optional();
  return leaf.fields({ approved: hooks, rejected: hooks, expired: hooks, withdrawn: hooks });
}
