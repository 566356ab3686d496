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
