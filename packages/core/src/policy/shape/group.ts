import * as ids from './ids.ts';
import { fields, known, list } from './leaf.ts';
import type { Names } from './names.ts';

export function groupShape(names: Pick<Names, 'people'>) {
  return fields({
    slack: list(ids.slackUserGroup())
      .optional()
      .describe('Slack user groups by id (S...). Members are looked up when somebody votes.'),
    entra: list(ids.entraGroup())
      .optional()
      .describe('Entra groups by object id. Members of groups within them count.'),
    people: list(known('person', names.people))
      .optional()
      .describe('People by their id in the people directory.'),
  })
    .refine(
      ({ slack = [], entra = [], people = [] }) => slack.length + entra.length + people.length > 0,
      'This group is empty, so nobody could approve. List "slack" user groups, "entra" groups or "people".',
    )
    .meta({ anyOf: ['slack', 'entra', 'people'].map(filled) });
}

function filled(list: string) {
  return { required: [list], properties: { [list]: { type: 'array' as const, minItems: 1 } } };
}
