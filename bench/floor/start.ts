import { fileURLToPath } from 'node:url';
import { startProgram, type Server } from '../harness/server.ts';

const APP = fileURLToPath(new URL('./app.ts', import.meta.url));

/** The floor's program in place of the service. */
export function startFloor(
  url: string,
  slack: { apiUrl: string; botToken: string },
  flags: string[],
): Promise<Server> {
  return startProgram(url, [...flags, APP, new URL(url).port, slack.apiUrl, slack.botToken], {});
}
