import { expect, it } from 'vitest';
import { faultsOf } from './files.ts';

const file = `policy: ./policy.yaml
people: [{ id: ada, name: Ada }]
slack: { botToken: '\${BOT}', signingSecret: '\${SIGNING}' }
`;

/** As a file of a container reads: every click would be refused as not signed, and nobody knows why. */
it.each(['0123456789abcdef\n', ' 0123456789abcdef', '0123456789 abcdef'])(
  'a signing secret %j is told at the start, and not shown',
  async (secret) => {
    const [fault, ...others] = await faultsOf(file, { BOT: 'xoxb-1', SIGNING: secret });
    expect(others).toEqual([]);
    expect(fault).toContain('countersign.yaml:3:45 slack.signingSecret: must have no spaces and');
    expect(fault).not.toContain('0123456789');
  },
);

it('and so is a token', async () => {
  const faults = await faultsOf(file, { BOT: 'xoxb-1\r\n', SIGNING: '0123456789abcdef' });
  expect(faults).toEqual([
    expect.stringContaining('slack.botToken: must have no spaces and no line breaks'),
  ]);
});
