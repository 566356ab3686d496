import type { Platform } from './platform.ts';
import { openSlack } from './slack.ts';
import { openTeams } from './teams.ts';

/** Each behaviour holds on each of them; `describe.each` names them by the first. */
export const platforms: [name: Platform['name'], open: () => Promise<Platform>][] = [
  ['Slack', openSlack],
  ['Teams', openTeams],
];
