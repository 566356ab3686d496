import { expect, it } from 'vitest';
import { openFallbacks } from '../../src/fallbacks.ts';
import { content } from '../slack/fixtures.ts';
import { sinks } from './scene.ts';

const notice = {
  unposted: { platform: 'slack' as const, channel: 'C0RELEASES' },
  decide: { where: 'nowhere' as const },
  again: false,
};

it('a webhook leads to no private address, unless it is configured for a double there', async () => {
  const { configured, posted } = await sinks(Date.now);
  const plain = await openFallbacks(
    configured.map(({ apiUrl: _left, ...each }) => each),
    Date.now,
  );
  for (const each of plain.byName.values()) {
    const failure = await each.tell(content(), notice).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      kind: 'retry',
      ambiguous: false,
      message: expect.stringContaining('OutboundRefused'),
    });
  }
  await plain.close();
  expect([...posted.slack(), ...posted.teams()]).toEqual([]);

  const doubled = await openFallbacks(configured, Date.now);
  for (const each of doubled.byName.values()) await each.tell(content(), notice);
  await doubled.close();
  expect([posted.slack().length, posted.teams().length]).toEqual([1, 1]);
});
