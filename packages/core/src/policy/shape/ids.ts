import { z } from 'zod';

export function slackChannel() {
  return slackId('[CG]', 'a Slack channel: it looks like C0123ABCD', '#releases');
}

export function slackUserGroup() {
  return slackId('S', 'a Slack user group: it looks like S0123ABCD', '@release-team');
}

function slackId(first: string, what: string, wrong: string) {
  return z
    .string()
    .regex(
      new RegExp(`^${first}[A-Z0-9]{2,30}$`),
      `This is not the id of ${what}, and is not a name like ${wrong}.`,
    );
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function entraGroup() {
  return z
    .string()
    .toLowerCase()
    .regex(
      GUID,
      'This is not the object id of an Entra group: it looks like 8-4-4-4-12 hex digits.',
    )
    .meta({ pattern: '^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' });
}

export function teamsChannel() {
  return z
    .string()
    .regex(
      /^19:[\w-]{1,100}@thread\.(?:tacv2|skype)$/,
      'This is not the id of a Teams channel: it looks like 19:…@thread.tacv2, as in the link to the channel once %3a is ":" and %40 is "@".',
    );
}
