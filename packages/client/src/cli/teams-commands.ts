import { resolve } from 'node:path';
import type { Command } from 'commander';
import { writeTo } from '../log/folder.ts';
import { serviceUrl } from '../sdk/url.ts';
import { teamsAppPackage } from '../teams/app-package.ts';
import type { Context } from './context.ts';
import { exit, UsageError } from './exit.ts';
import { help } from './help.ts';

type ManifestCommandOptions = { url?: string; app?: string; out: string };

export function addTeamsCommands(
  program: Command,
  context: Context,
  finish: (exitCode: number) => void,
): void {
  const teams = program.command('teams').description('set up the Microsoft Teams app');
  teams
    .command('manifest')
    .description('write the app package for Teams: the manifest and two icons')
    .option('--app <id>', 'the application (client) id of the app registration')
    .option('--url <url>', 'where Teams reaches the service, instead of COUNTERSIGN_URL')
    .option('--out <file>', 'where to write it', 'countersign-teams.zip')
    .addHelpText('after', help.teamsManifest)
    .action(async (options: ManifestCommandOptions) => {
      await writeTo(resolve(context.cwd, options.out), packageOf(options, context));
      context.stdout.write(`${options.out}\n`);
      finish(exit.ok);
    });
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

function packageOf({ url, app }: ManifestCommandOptions, { env }: Context): Uint8Array {
  const appId = app?.toLowerCase();
  if (appId === undefined || !GUID.test(appId)) {
    throw new UsageError(
      'Teams needs the id of the app: give --app with the application (client) id of the registration in Entra.',
    );
  }
  const address = url ?? env['COUNTERSIGN_URL'];
  if (!address) throw new UsageError('Teams needs an address: give --url https://...');
  const { protocol, href } = serviceUrl(address);
  if (protocol !== 'https:') {
    throw new UsageError('Teams calls https only. Give the public address.');
  }
  return teamsAppPackage({ url: href, appId });
}
