import { z } from 'zod';
import { breakGlassShape } from './break-glass.ts';
import { grantShape } from './grant.ts';
import {
  condition,
  duration,
  fields,
  isMapping,
  known,
  line,
  nonEmpty,
  timeOfDay,
} from './leaf.ts';
import { matchShape } from './match.ts';
import type { Names } from './names.ts';
import { limitShape, restraintShape } from './restraint.ts';
import { routeShape } from './route.ts';
import { stageShape } from './stage.ts';
import { withoutEffect } from './without-effect.ts';

export function ruleShape(names: Names) {
  return fields({
    name: line('name', 200).describe('Unique. It is on the card and in the log.'),
    match: matchShape().optional().describe('Which requests the rule is for; all if left out.'),
    when: condition(names.compile)
      .optional()
      .describe(
        'CEL. The rule applies where it is true, and where it fails unless the rule allows.',
      ),
    allow: allowShape().optional().describe('Lets through at once: nobody is asked.'),
    refuse: line('reason', 500).optional().describe('Refuses at once. The reason that is shown.'),
    route: routeShape(names).optional().describe('Where the request is shown.'),
    stages: nonEmpty(stageShape(names), 'A rule has at least one stage.')
      .optional()
      .describe('Who must agree, in order.'),
    sensitivity: z
      .enum(['normal', 'restricted'], 'This is "normal" or "restricted".')
      .optional()
      .describe(
        'restricted: cards do not show the change, the reason and the titles of tickets. normal if left out.',
      ),
    ping: flag().describe('Whether those who can act are mentioned; true if left out.'),
    separation: separationShape().optional().describe('Who does not decide.'),
    break_glass: breakGlassShape(names)
      .optional()
      .describe('How one person may approve alone in an emergency.'),
    expires: duration()
      .optional()
      .describe('How long the request stays open: 90s, 15m, 1h, at most 7d; 1h if left out.'),
    hold_until: timeOfDay(names.calendar)
      .optional()
      .describe("Time of day, in the policy's zone, before which no approval takes effect: 22:00."),
    ...restraintShape(),
    grant: grantShape(names)
      .optional()
      .describe('The short-lived credential that an approval gives; none if left out.'),
    bindings: bindingsShape(names).optional().describe('What fires at the end.'),
  })
    .superRefine(oneOutcome, { when: () => true })
    .superRefine(oneRun, { when: () => true })
    .superRefine(withoutEffect, { when: () => true })
    .meta({
      oneOf: [
        { required: ['allow'], properties: without('allow') },
        { required: ['refuse'], properties: without('refuse') },
        { required: ['route', 'stages'], properties: without('stages') },
      ],
    });
}

function allowShape() {
  const limit = limitShape('How many requests of one identity the rule allows.');
  return fields({ limit: limit.optional().describe('Beyond it, the rule refuses.') });
}

const flag = () => z.boolean().optional();

function separationShape() {
  return fields({
    owner: flag().describe('Not the owner of the identity; true if left out.'),
    authors: flag().describe('Not the authors of the change; true if left out.'),
    earlier_voters: flag().describe('Nobody who voted in an earlier stage; false if left out.'),
  });
}

function bindingsShape(names: Names) {
  const hook = fields({
    webhook: known('webhook', names.webhooks).describe("Its name in the service's configuration."),
  });
  const hooks = (end: string) =>
    z.array(hook).optional().describe(`What fires once the request is ${end}.`);
  return fields({
    approved: hooks('approved'),
    rejected: hooks('rejected'),
    expired: hooks('expired'),
    withdrawn: hooks('withdrawn'),
  });
}

const outcomes = ['allow', 'refuse', 'stages'] as const;

const ofAsking = [
  'route',
  'stages',
  'sensitivity',
  'ping',
  'separation',
  'break_glass',
  'limit',
  'cooldown',
  'reuse',
  'burst',
  'hold_until',
] as const;

/** What says nothing beside an outcome, and would only look as if it did. */
const unfit = {
  allow: ['refuse', ...ofAsking],
  refuse: ['allow', ...ofAsking, 'expires', 'grant', 'bindings'],
  stages: ['allow', 'refuse'],
} as const;

const verbs = { allow: 'allows', refuse: 'refuses', stages: 'asks' } as const;

function without(outcome: (typeof outcomes)[number]) {
  return Object.fromEntries(unfit[outcome].map((key) => [key, false]));
}

function oneOutcome(rule: unknown, context: z.RefinementCtx): void {
  if (!isMapping(rule)) return;
  const outcome = outcomes.find((key) => Object.hasOwn(rule, key));
  if (outcome === undefined) {
    const path = Object.hasOwn(rule, 'route') ? ['stages'] : [];
    const message =
      path.length > 0
        ? 'The key "stages" is missing: a route shows a request and lets nobody decide.'
        : 'This rule says nothing. It has "allow", "refuse", or "route" with "stages".';
    context.addIssue({ code: 'custom', path, message });
    return;
  }
  if (outcome === 'stages' && !Object.hasOwn(rule, 'route')) {
    const message = 'The key "route" is missing.';
    context.addIssue({ code: 'custom', path: ['route'], message });
  }
  for (const key of unfit[outcome]) {
    if (!Object.hasOwn(rule, key)) continue;
    const message = `A rule that ${verbs[outcome]} has no "${key}": it allows, refuses or asks.`;
    context.addIssue({ code: 'custom', path: [key], message, params: { at: 'key' } });
  }
}

/** An approval has one grant: of several runs under it, all but the first would get none. */
function oneRun(rule: unknown, context: z.RefinementCtx): void {
  if (!isMapping(rule) || !Object.hasOwn(rule, 'grant') || !isMapping(rule['reuse'])) return;
  const { uses } = rule['reuse'];
  if (typeof uses !== 'number' || uses <= 1) return;
  const message = 'A rule with a "grant" serves one run: an approval has one grant.';
  context.addIssue({ code: 'custom', path: ['reuse', 'uses'], message });
}
