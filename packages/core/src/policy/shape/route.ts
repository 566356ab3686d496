import { z } from 'zod';
import { quote } from '../../text/quote.ts';
import * as ids from './ids.ts';
import { fields, known, list, nonEmpty } from './leaf.ts';
import type { Names } from './names.ts';

type Usable = Pick<Names, 'channels' | 'platforms'>;

const NOWHERE = 'A route has at least one channel.';
const NO_PLATFORM = 'Direct messages go out on at least one platform: slack, teams or both.';

const channels = ({ channels: usable, platforms }: Usable) => ({
  slack: nonEmpty(allowed(ids.slackChannel(), usable), NOWHERE)
    .superRefine(reachable('slack', platforms))
    .optional()
    .describe('Slack channels by id (C... or G...). Being in one lets nobody vote.'),
  teams: nonEmpty(allowed(ids.teamsChannel(), usable), NOWHERE)
    .superRefine(reachable('teams', platforms))
    .optional()
    .describe('Teams channels by id (19:…@thread.tacv2). Being in one lets nobody vote.'),
  direct: nonEmpty(platform(platforms), NO_PLATFORM)
    .optional()
    .describe(
      'Those who may decide are written to one by one, each on the first of these platforms where they can be reached.',
    ),
});

type Written = { [way in 'slack' | 'teams' | 'direct']?: string[] | undefined };
const leadsSomewhere = ({ slack, teams, direct }: Written) =>
  slack !== undefined || teams !== undefined || direct !== undefined;
const SOMEWHERE =
  'A route leads somewhere: list "slack" channels, "teams" channels, or under "direct" the platforms on which people are written to.';
const required = {
  anyOf: [{ required: ['slack'] }, { required: ['teams'] }, { required: ['direct'] }],
};

export function routeShape(names: Pick<Names, 'fallbacks'> & Usable) {
  return fields({
    ...channels(names),
    fallback: list(known('fallback', names.fallbacks))
      .optional()
      .describe('One-way webhooks by name, told in order where a card can not be posted.'),
    private: z
      .boolean()
      .optional()
      .describe('Used only while they are private; false if left out.'),
  })
    .refine(leadsSomewhere, SOMEWHERE)
    .meta(required);
}

export function channelsShape(names: Usable = { channels: undefined, platforms: undefined }) {
  return fields(channels(names)).refine(leadsSomewhere, SOMEWHERE).meta(required);
}

/** One that the service is on, where its configuration says so. */
function platform(usable: Usable['platforms']) {
  return z.enum(['slack', 'teams']).superRefine((name, context) => {
    if (usable === undefined || usable.has(name)) return;
    const message = `The service is not on ${name}, so that it writes to nobody there.`;
    const hint = `An operator can add "${name}" to the configuration of the service.`;
    context.addIssue({ code: 'custom', message, params: { hint } });
  });
}

/**
 * Cards would wait for ever to be posted. A service that is on no platform at all is told so by
 * itself: people may yet decide by their session.
 */
function reachable(name: string, usable: Usable['platforms']) {
  return (_: unknown, context: z.RefinementCtx) => {
    if (usable === undefined || usable.size === 0 || usable.has(name)) return;
    const message = `The service is not on ${name}, so that no card is posted there.`;
    const hint = `An operator can add "${name}" to the configuration of the service.`;
    context.addIssue({ code: 'custom', message, params: { hint } });
  };
}

/** What the service may use, where its configuration says so. */
function allowed(id: z.ZodString, usable: Usable['channels']) {
  return id.superRefine((channel, context) => {
    // What is no id at all has been told.
    if (usable === undefined || usable.has(channel) || context.issues.length > 0) return;
    const message = `The service may not use the channel ${quote(channel)}.`;
    const hint = 'An operator can list it under "channels" in the configuration of the service.';
    context.addIssue({ code: 'custom', message, params: { hint } });
  });
}
