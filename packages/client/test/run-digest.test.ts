import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, countersign } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';

const print = ['--', process.execPath, '-e', 'console.log("it ran")'];
const other = `sha256:${'0'.repeat(64)}`;

const nothing = (sentence: RegExp) => ({
  code: 1,
  stdout: '',
  stderr: expect.stringMatching(sentence) as string,
});

describe('nothing runs', () => {
  let server: FakeServer;
  beforeEach(async () => {
    server = await FakeServer.start();
    server.onWait = () => server.decide('approved');
  });
  afterEach(() => server.stop());

  const run = () => countersign(['run', ...ask, ...print], { server });

  it('when people are shown another change than this one, and the request is taken back', async () => {
    server.edit = (view) => ({ ...view, digest: other });
    expect(await run()).toMatchObject(nothing(new RegExp(`shows people the change ${other}`)));
    expect(server.last.status).toBe('withdrawn');
  });

  it('when the digest is another one at the approval', async () => {
    server.onWait = () => server.decide('approved', { digest: other });
    expect(await run()).toMatchObject(nothing(/Nothing runs/));
  });

  it.each<[string, object]>([
    ['is approved without a decision', { decision: undefined }],
    [
      'is approved by a rejection',
      { decision: { outcome: 'rejected', at: '2026-01-01T00:00:00.000Z', by: [] } },
    ],
    ['is of another request', { id: 'req_99' }],
    ['has an unknown status', { status: 'approved!' }],
    ['has no stages', { stages: undefined }],
    ['has a digest of another form', { digest: 'sha1:00' }],
    ['has no time', { expiresAt: 'soon' }],
  ])('when the answer %s', async (_, broken) => {
    server.onWait = (view) => {
      server.decide('approved');
      server.requests.set(view.id, { ...server.last, ...broken });
    };
    expect(await run()).toMatchObject(nothing(/^error: /m));
  });

  it.each([
    [
      'a page of HTML',
      { status: 200, headers: { 'content-type': 'text/html' }, raw: Buffer.from('<html>') },
    ],
    ['a redirect', { status: 302, headers: { location: 'https://example.com/' } }],
    ['an empty object', { status: 200, body: {} }],
    ['null', { status: 201, body: null }],
  ])('when the service answers with %s', async (_, fault) => {
    server.faults.push(...Array.from({ length: 20 }, () => fault));
    expect(await run()).toMatchObject(nothing(/^error: /m));
  });
});
