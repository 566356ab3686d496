import { describe, expect, it, onTestFinished } from 'vitest';
import { liveReporter } from '../src/cli/show/live.ts';
import type { Style } from '../src/cli/show/style.ts';
import { connect } from '../src/sdk/countersign.ts';
import { FakeServer } from './support/fake-server.ts';
import { FakeTiming } from './support/fake-timing.ts';
import { viewOf } from './support/views.ts';

const submission = { action: 'deploy', resource: 'api', environment: 'production' };
const HOUR = 3_600_000;
const same = (text: string) => text;

describe.each([
  ['ahead', 5 * HOUR],
  ['behind', -5 * HOUR],
])('a clock that is hours %s', (_, aheadMs) => {
  async function waiting() {
    const server = await FakeServer.start();
    onTestFinished(() => server.stop());
    const timing = new FakeTiming(aheadMs);
    const client = connect({ url: server.url, credential: server.apiKey, timing });
    const { id } = await client.request({ ...submission, expiresIn: 3_600 });
    return { server, client, id };
  }

  it('changes nothing about how long a request stays open', async () => {
    const { server, client, id } = await waiting();
    server.onWait = () => server.decide('approved');
    const remaining: number[] = [];
    await client.wait(id, { onChange: (_view, remainingMs) => remaining.push(remainingMs) });
    expect(Math.round((remaining[0] ?? 0) / HOUR)).toBe(1);
  });

  it('does not have a wait of minutes end with a restart of the service', async () => {
    const { server, client, id } = await waiting();
    const pending = { status: 200, body: server.last };
    server.faults.push(...Array.from({ length: 100 }, () => pending), 'hang up', 'hang up');
    server.onWait = () => server.decide('approved');
    expect((await client.wait(id)).status).toBe('approved');
  });

  it('shows the time that is left on the terminal', () => {
    const written: string[] = [];
    const stream = { columns: 90, write: (text: string) => written.push(text), on() {}, off() {} };
    const style: Style = { good: same, bad: same, busy: same, strong: same, dim: same };
    const reporter = liveReporter({
      stream: stream as unknown as NodeJS.WriteStream,
      style,
      now: () => Date.now() + aheadMs,
      hint: '',
    });
    onTestFinished(() => reporter.close());
    reporter.changed(viewOf('req_1', submission), HOUR);
    expect(written.join('')).toMatch(/ (?:59m 59s|1h 00m) left/);
  });
});
