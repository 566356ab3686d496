import { describe, expect, it } from 'vitest';
import { faultsOf, load, policy } from './files.ts';

const plain = 'policy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\n';
const SLACK = 'https://hooks.slack.com/services/T0/B0/s3cret';
const TEAMS = 'https://prod-1.westeurope.logic.azure.com:443/workflows/1?api-version=1&sig=s3cret';

const one = (platform: string, more = '') =>
  `${plain}fallbacks: [{ name: ops, platform: ${platform}, url: '\${OPS}'${more} }]\n`;

const naming = (name: string) =>
  policy.replace('[C0RELEASES] }', `[C0RELEASES], fallback: [${name}] }`);

describe('a fallback', async () => {
  it.each([
    ['slack', SLACK],
    ['slack', 'https://hooks.slack-gov.com/services/T0/B0/s3cret'],
    ['teams', TEAMS],
    ['teams', 'https://default1.e2.environment.api.powerplatform.com:443/powerautomate/1?sig=x'],
  ])('of %s may lead to %s', async (platform, url) => {
    expect((await load(one(platform), { OPS: url })).fallbacks).toEqual([
      { name: 'ops', platform, url },
    ]);
  });

  it.each([
    ['slack', TEAMS],
    ['teams', SLACK],
    ['slack', 'http://hooks.slack.com/services/T0/B0/s3cret'],
    ['slack', 'https://hooks.slack.com.s3cret.example/services/T0'],
    ['slack', 'https://hooks.slack.com:8443/s3cret'],
    ['slack', 'https://s3cret@hooks.slack.com/services/T0'],
    ['teams', 'https://logic.azure.com/s3cret'],
    ['teams', 'https://evil-logic.azure.com/s3cret'],
    ['teams', 'https://x.logic.azure.com.s3cret.example/'],
    ['teams', 'https://outlook.office.com/webhook/s3cret'],
    ['teams', 'http://127.0.0.1:1/s3cret'],
    ['teams', 's3cret'],
  ])('of %s may not lead to %s, and the fault does not repeat it', async (platform, url) => {
    const faults = await faultsOf(one(platform), { OPS: url });
    expect(faults).toEqual([
      expect.stringMatching(/^countersign\.yaml:3:\d+ fallbacks\[0\]\.url: must be /u),
    ]);
    expect(faults.join()).not.toContain('s3cret');
  });

  it('may lead to a double, where the configuration says so', async () => {
    const env = { OPS: 'http://127.0.0.1:4775/services/T0/B0/s3cret' };
    const more = ", apiUrl: 'http://127.0.0.1:4775/api/'";
    expect((await load(one('slack', more), env)).fallbacks).toHaveLength(1);
    expect(await faultsOf(one('slack', ", apiUrl: 'http://127.0.0.1:1'"), env)).toHaveLength(1);
    expect(
      (await faultsOf(one('slack', ", apiUrl: 'http://10.0.0.1:4775'"), env)).join(),
    ).toContain('apiUrl: must be https, or of this machine');
  });

  it.each([SLACK, `${SLACK}\${OPS}`, 'no address'])(
    'has its address from the environment alone: not %s',
    async (written) => {
      const faults = await faultsOf(
        `${plain}fallbacks: [{ name: ops, platform: slack, url: '${written}' }]\n`,
        { OPS: 'x' },
      );
      expect(faults).toEqual([
        expect.stringContaining('fallbacks[0].url: must come from the environment'),
      ]);
      expect(faults.join()).not.toContain('s3cret');
    },
  );

  it('that the environment lacks is a fault, told once', async () => {
    expect(await faultsOf(one('slack'))).toEqual([
      expect.stringContaining('fallbacks[0].url: The environment has no OPS'),
    ]);
  });

  it('is told with all else that is wrong', async () => {
    const faults = await faultsOf(
      `${plain}logLevel: loud\nfallbacks: [{ name: Ops, platform: irc, url: '\${OPS}' }, x]\n`,
    );
    expect(faults.map((fault) => fault.split(':', 4).slice(1, 4).join(':').trim())).toEqual([
      expect.stringContaining('logLevel'),
      expect.stringContaining('fallbacks[0].name'),
      expect.stringContaining('fallbacks[0].platform'),
      expect.stringContaining('fallbacks[0].url'),
      expect.stringContaining('fallbacks[1]'),
    ]);
  });

  it('has a name of its own', async () => {
    const two = `${plain}fallbacks: [{ name: ops, platform: slack, url: '\${OPS}' }, { name: ops, platform: teams, url: '\${TEAMS}' }]\n`;
    expect(await faultsOf(two, { OPS: SLACK, TEAMS })).toEqual([
      expect.stringContaining('fallbacks[1].name: This fallback is listed twice.'),
    ]);
  });
});

it('a policy that names a fallback which is not configured is refused', async () => {
  const config = one('slack').replace('name: ops', 'name: ops-slack');
  expect(await faultsOf(config, { OPS: SLACK }, naming('ops-slak'))).toEqual([
    'policy.yaml:7:46 rules[0].route.fallback[0]: There is no fallback "ops-slak". Did you mean "ops-slack"?',
  ]);
  expect((await load(config, { OPS: SLACK }, naming('ops-slack'))).fallbacks).toHaveLength(1);
});
