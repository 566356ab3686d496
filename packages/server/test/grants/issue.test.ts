import { issuedGrant } from '@countersign/core/wire/grant-view';
import { requestView } from '@countersign/core/wire/request-view';
import { tellStory } from '@countersign/core/log/story';
import { describe, expect, it } from 'vitest';
import { anEntry } from '../store/fixtures.ts';
import { aDesk, other } from './desk.ts';

describe('the grant of an approval', () => {
  it('is given to the run that took it, and the request says what became of it', async () => {
    const desk = await aDesk();
    const { id, digest } = await desk.ask();
    const view = async () => requestView.parse((await desk.call('GET', `/v1/requests/${id}`)).body);
    expect((await view()).grant).toEqual({
      status: 'not_issued',
      audience: ['aws', 'vault'],
      scope: ['release'],
      targets: [],
      uses: { used: 0, most: 2 },
    });
    await desk.start(id);
    const { status, headers, body } = await desk.grant(id, { run: 'run-1', digest });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(issuedGrant.parse(body)).toMatchObject({
      request: id,
      digest,
      audience: ['aws', 'vault'],
      expiresAt: '2026-11-22T10:10:00.000Z',
    });
    expect((await view()).grant).toMatchObject({ id: body.id, status: 'live' });
    desk.world.pass(600_000);
    expect((await view()).grant).toMatchObject({ status: 'expired' });
  });

  it('is one, however many ask for it at once', async () => {
    const desk = await aDesk();
    const { id, digest } = await desk.ask();
    await desk.start(id);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => desk.grant(id, { run: 'run-1', digest })),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await desk.kinds(id)).toEqual(['grant.issued']);
  });

  it.each([
    ['before its run has started', { run: 'run-1' }, 'run_not_started'],
    ['for another change', { run: 'run-0', digest: other }, 'stale_digest'],
    ['for what is no digest', { run: 'run-0', digest: 'latest' }, 'stale_digest'],
    [
      'for an audience of its own choice',
      { run: 'run-0', audience: ['gcp'] },
      'audience_not_granted',
    ],
  ])('is refused %s', async (_, more, code) => {
    const desk = await aDesk();
    const { id, digest } = await desk.ask();
    await desk.start(id, 'run-0');
    expect((await desk.grant(id, { digest, ...more })).body).toMatchObject({ code });
    expect(await desk.kinds(id)).toEqual([]);
  });

  it('is not given to whom another replica has just suspended, and what is out is not active', async () => {
    const desk = await aDesk();
    const { token, digest, request } = await desk.granted();
    const id = 'ci-deploy';
    const suspended = {
      id,
      definition: null,
      status: 'suspended',
      statusAt: 0,
      createdAt: 0,
    } as const;
    await desk.world.store.identities.change(id, () => ({
      result: null,
      identity: suspended,
      revoke: { at: desk.world.ctx.now(), why: 'suspended', entryOf: ({ id: of }) => anEntry(of) },
    }));
    expect(await desk.grant(request, { run: 'run-1', digest })).toMatchObject({
      status: 403,
      body: { code: 'identity_suspended' },
    });
    expect(await desk.introspect(token)).toEqual({ active: false });
  });

  it('is nobody else’s: another bot learns nothing of it', async () => {
    const desk = await aDesk();
    const { id, request, digest } = await desk.granted();
    const key = desk.keys.other;
    expect((await desk.grant(request, { run: 'run-1', digest }, key)).status).toBe(404);
    expect((await desk.call('GET', `/v1/grants/${id}`, { key })).status).toBe(404);
    expect((await desk.call('POST', `/v1/grants/${id}/revoke`, { key })).status).toBe(404);
  });

  it('is not given by an approval whose policy names none', async () => {
    const desk = await aDesk();
    desk.world.human('ADA', ['releasers']);
    const { id, digest } = await desk.ask({ ...deploy });
    expect((await desk.grant(id, { run: 'a', digest })).body).toMatchObject({
      code: 'not_approved',
    });
    expect((await desk.call('GET', `/v1/requests/${id}`)).body).not.toHaveProperty('grant');
  });

  it('is told by the log alone, from its issue to its end', async () => {
    const desk = await aDesk();
    const { id, token, request, digest } = await desk.granted();
    await desk.introspect(token, digest);
    await desk.call('POST', `/v1/requests/${request}/outcome`, {
      body: { status: 'succeeded', run: 'run-1' },
    });
    const story = tellStory(await desk.world.entries(request));
    expect(story.grant).toMatchObject({ id, uses: 1, revoked: 'outcome' });
    const text = JSON.stringify(await desk.world.entries(request));
    expect(text).not.toContain(token);
    expect(text).not.toContain('run-1');
  });
});

const deploy = { action: 'deploy', resource: 'payments-api', environment: 'production' };
