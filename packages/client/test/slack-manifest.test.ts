import type { AppsManifestCreateArguments } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { installLink, slackManifest } from '../src/slack/manifest.ts';
import { toYaml } from '../src/slack/yaml.ts';
import { countersign } from './support/cli.ts';

type Manifest = Exclude<AppsManifestCreateArguments['manifest'], string>;

describe('the Slack manifest', () => {
  it("has the fields of Slack's own types, and every address below the service", () => {
    const manifest = slackManifest({ url: 'https://countersign.example.com/base/' });
    const { features, settings }: Manifest = manifest;
    expect(features?.slash_commands?.[0]?.url).toBe(
      'https://countersign.example.com/base/slack/commands',
    );
    expect(settings?.interactivity?.request_url).toBe(
      'https://countersign.example.com/base/slack/interactivity',
    );
    expect(settings?.event_subscriptions?.request_url).toBe(
      'https://countersign.example.com/base/slack/events',
    );
    expect(settings?.socket_mode_enabled).toBe(false);
  });

  it('has no address in Socket Mode', () => {
    const manifest = slackManifest({ url: 'https://countersign.example.com', socket: true });
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(manifest)).not.toContain('https://');
  });

  it('stays in the limits of the manifest reference', () => {
    const { display_information: shown, features } = slackManifest({ socket: true });
    expect(shown.name.length).toBeLessThanOrEqual(35);
    expect(shown.description.length).toBeLessThanOrEqual(140);
    expect(features.bot_user.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
    expect(features.slash_commands[0]?.command).toMatch(/^\/\S{1,31}$/);
  });

  it.each([[{ socket: true }], [{ url: 'https://countersign.example.com' }]])(
    'is YAML that reads back the same, in the link too: %j',
    (options) => {
      const manifest = slackManifest(options);
      const yaml = toYaml(manifest);
      expect(parse(yaml)).toEqual(manifest);
      const link = new URL(installLink(yaml));
      expect(link.origin + link.pathname).toBe('https://api.slack.com/apps');
      expect(parse(link.searchParams.get('manifest_yaml') ?? '')).toEqual(manifest);
    },
  );

  it('is printed by the command line, which wants https or Socket Mode', async () => {
    const asked = ['slack', 'manifest', '--url', 'https://c.example.com'];
    const printed = await countersign(asked);
    expect(printed.code).toBe(0);
    expect(parse(printed.stdout)).toEqual(slackManifest({ url: 'https://c.example.com' }));
    const { stdout: link } = await countersign([...asked, '--link']);
    expect(link).toBe(`${installLink(printed.stdout.trimEnd())}\n`);
    expect(await countersign(['slack', 'manifest', '--url', 'http://127.0.0.1'])).toMatchObject({
      code: 2,
    });
    expect(await countersign(['slack', 'manifest'])).toMatchObject({ code: 2 });
  });
});
