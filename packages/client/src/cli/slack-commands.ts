import type { Command } from 'commander';
import { serviceUrl } from '../sdk/url.ts';
import { installLink, slackManifest } from '../slack/manifest.ts';
import { toYaml } from '../slack/yaml.ts';
import type { Context } from './context.ts';
import { exit, UsageError } from './exit.ts';
import { help } from './help.ts';

type ManifestCommandOptions = { url?: string; socket?: boolean; link?: boolean };

export function addSlackCommands(
  program: Command,
  context: Context,
  finish: (exitCode: number) => void,
): void {
  const slack = program.command('slack').description('set up the Slack app');
  slack
    .command('manifest')
    .description('print the manifest of the Slack app')
    .option('--url <url>', 'where Slack reaches the service, instead of COUNTERSIGN_URL')
    .option('--socket', 'use Socket Mode: the service needs no public address')
    .option('--link', 'print the link that creates the app in one click, instead of the manifest')
    .addHelpText('after', help.manifest)
    .action((options: ManifestCommandOptions) => {
      context.stdout.write(`${manifestText(options, context)}\n`);
      finish(exit.ok);
    });
}

function manifestText(options: ManifestCommandOptions, { env }: Context): string {
  const { socket, link } = options;
  const url = options.url ?? (env['COUNTERSIGN_URL'] || undefined);
  if (!socket && url === undefined) {
    throw new UsageError(
      'Slack needs an address: give --url https://..., or --socket for Socket Mode.',
    );
  }
  if (!socket && url !== undefined && serviceUrl(url).protocol !== 'https:') {
    throw new UsageError('Slack calls https only. Give the public address, or --socket.');
  }
  const yaml = toYaml(slackManifest({ url, socket }));
  return link ? installLink(yaml) : yaml;
}
