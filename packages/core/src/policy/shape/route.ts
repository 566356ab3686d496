import * as ids from './ids.ts';
import { fields, known, list, nonEmpty } from './leaf.ts';
import type { Names } from './names.ts';

const NOWHERE = 'A route has at least one channel.';

const channels = () => ({
  slack: nonEmpty(ids.slackChannel(), NOWHERE)
    .optional()
    .describe('Slack channels by id (C... or G...). Being in one lets nobody vote.'),
  teams: nonEmpty(ids.teamsChannel(), NOWHERE)
    .optional()
    .describe('Teams channels by id (19:…@thread.tacv2). Being in one lets nobody vote.'),
});

type Channels = { slack?: string[] | undefined; teams?: string[] | undefined };
const leadsSomewhere = ({ slack, teams }: Channels) => slack !== undefined || teams !== undefined;
const SOMEWHERE =
  'A route has at least one channel: list "slack" channels, "teams" channels or both.';
const required = { anyOf: [{ required: ['slack'] }, { required: ['teams'] }] };

export function routeShape(names: Pick<Names, 'fallbacks'>) {
  return fields({
    ...channels(),
    fallback: list(known('fallback', names.fallbacks))
      .optional()
      .describe('One-way webhooks by name, told in order where a card can not be posted.'),
  })
    .refine(leadsSomewhere, SOMEWHERE)
    .meta(required);
}

export function channelsShape() {
  return fields(channels()).refine(leadsSomewhere, SOMEWHERE).meta(required);
}
