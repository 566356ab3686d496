import { describe, expect, it } from 'vitest';
import { faultsOf, load, policy } from './files.ts';

const plain = 'policy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\n';
const listing = (channels: string) => `${plain}channels: ${channels}\n`;

describe('the channels that may be used', async () => {
  it('are any, where the configuration lists none', async () => {
    expect((await load(plain)).channels).toBeUndefined();
  });

  it('are those of the configuration', async () => {
    expect((await load(listing('{ slack: [C0RELEASES] }'))).channels).toEqual({
      slack: ['C0RELEASES'],
      teams: [],
    });
  });

  it('make another channel in a route a fault with its place and a hint', async () => {
    expect(await faultsOf(listing('{ slack: [C0OTHER] }'))).toEqual([
      'policy.yaml:7:22 rules[0].route.slack[0]: The service may not use the channel "C0RELEASES". An operator can list it under "channels" in the configuration of the service.',
    ]);
  });

  it('make one in an escalation a fault, too, and one of a platform that is not listed', async () => {
    const escalating = policy.replace(
      'groups: [approvers] }]',
      "groups: [approvers], escalate: [{ after: 1h, groups: [approvers], route: { slack: [C0NIGHT], teams: ['19:night@thread.tacv2'] } }] }]",
    );
    const faults = (await faultsOf(listing('{ slack: [C0RELEASES] }'), {}, escalating)).join('\n');
    expect(faults).toContain('may not use the channel "C0NIGHT"');
    expect(faults).toContain('may not use the channel "19:night@thread.tacv2"');
    expect(faults).not.toContain('C0RELEASES');
  });

  it('are ids, not names', async () => {
    const faults = (await faultsOf(listing("{ slack: ['#releases'], teams: [general] }"))).join(
      '\n',
    );
    expect(faults).toContain('channels.slack[0]: This is not the id of a Slack channel');
    expect(faults).toContain('channels.teams[0]: This is not the id of a Teams channel');
  });
});

describe('channels of a platform that the service is not on', async () => {
  const teams = `teams:
  appId: 5f0c3d5e-2a74-40a2-b28a-b162d5f5327c
  tenants: [0b7f3266-7e06-4dd9-b25d-7969801541f4]
  secret: secret-of-teams
`;

  it('are a fault, since cards would wait for ever to be posted there', async () => {
    expect(await faultsOf(plain + teams)).toEqual([
      'policy.yaml:7:21 rules[0].route.slack: The service is not on slack, so that no card is posted there. An operator can add "slack" to the configuration of the service.',
    ]);
  });

  it('are a fault beside those of one that it is on', async () => {
    const slack = 'slack: { botToken: xoxb-1, signingSecret: 0123456789abcdef }\n';
    const both = policy.replace(
      '{ slack: [C0RELEASES] }',
      "{ slack: [C0RELEASES], teams: ['19:a@thread.tacv2'] }",
    );
    expect(await faultsOf(plain + slack, {}, both)).toEqual([
      expect.stringContaining('rules[0].route.teams: The service is not on teams'),
    ]);
    expect(await faultsOf(plain + slack + teams, {}, both)).toEqual([]);
  });
});
