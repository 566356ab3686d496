import { expect, it } from 'vitest';
import { aGuardedDesk } from './guarded.ts';

it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])('%s decides nothing', async (method) => {
  const desk = await aGuardedDesk();
  const answer = await fetch(desk.url, { method });
  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')).toBe('POST');
  expect(desk.reached).not.toHaveBeenCalled();
});

it('a body over a megabyte is not read', async () => {
  const desk = await aGuardedDesk();
  const authorization = (await desk.double.authorization()) ?? '';
  const body = JSON.stringify({ text: 'x'.repeat(1_100_000) });
  const answer = await fetch(desk.url, { method: 'POST', body, headers: { authorization } });
  expect(answer.status).toBe(413);
});

it.each(['', '{', 'null', '[]', '{}', '"x"', '\u0000'])(
  'signed nonsense (%j) is refused and dropped',
  async (body) => {
    const desk = await aGuardedDesk();
    const authorization = (await desk.double.authorization()) ?? '';
    const answer = await fetch(desk.url, { method: 'POST', body, headers: { authorization } });
    expect(answer.status).toBe(401);
    expect(desk.reached).not.toHaveBeenCalled();
  },
);
