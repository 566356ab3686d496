import { describe, expect, it } from 'vitest';
import { appToken, startDouble } from './support/app.ts';
import { call } from './support/clients.ts';

describe('tokens', () => {
  it('refuses a call without one, and one that it never issued', async () => {
    const double = await startDouble();
    expect((await call(double, 'auth.test', {}, '')).answer).toEqual({
      ok: false,
      error: 'not_authed',
    });
    const stranger = await call(double, 'auth.test', {}, 'xoxb-wrong');
    expect(stranger.answer).toEqual({ ok: false, error: 'invalid_auth' });
  });

  it('takes one from the arguments as well', async () => {
    const double = await startDouble();
    const { answer } = await call(double, 'auth.test', { token: 'xoxb-1-emulated' }, '');
    expect(answer).toMatchObject({ ok: true, team_id: 'T0EMULATED' });
  });

  it.each([
    ['revoke', 'token_revoked'],
    ['deactivate', 'account_inactive'],
    ['expire', 'token_expired'],
  ] as const)('%s ends it with %s', async (act, error) => {
    const double = await startDouble();
    double.tokens[act]();
    expect((await call(double, 'auth.test')).answer).toEqual({ ok: false, error });
  });

  it('names the scope that is missing', async () => {
    const double = await startDouble({ scopes: ['chat:write'] });
    const { answer } = await call(double, 'usergroups.users.list', { usergroup: 'S1OPS' });
    expect(answer).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'usergroups:read',
      provided: 'chat:write',
    });
  });

  it('keeps bot and app-level tokens apart', async () => {
    const double = await startDouble({ appToken });
    const wrong = { ok: false, error: 'not_allowed_token_type' };
    expect((await call(double, 'apps.connections.open')).answer).toEqual(wrong);
    expect((await call(double, 'auth.test', {}, appToken)).answer).toEqual(wrong);
  });

  it('does not know methods that do not exist', async () => {
    const double = await startDouble();
    expect((await call(double, 'toString')).answer).toMatchObject({ error: 'unknown_method' });
  });
});
