import { expect, it } from 'vitest';
import { aGuardedDesk } from './guarded.ts';
import { forgeries } from './vectors/forgeries.ts';

it.each(forgeries)(
  'a click with %s is answered 401 and reaches nobody',
  async (_, forgery, why) => {
    const desk = await aGuardedDesk();
    expect(await desk.forge(forgery)).toMatchObject({
      status: 401,
      body: { code: 'unauthenticated' },
    });
    expect(desk.reached).not.toHaveBeenCalled();
    expect(await desk.statusOf(desk.id)).toBe('pending');
    expect(desk.reportsOf('warn').map(({ fields }) => fields)).toEqual([
      { why: expect.stringMatching(why) },
    ]);
    // Nobody who could have sent this learns our token.
    expect(desk.asked().filter((call) => !/^(openidMetadata|keys)$/.test(call))).toEqual([]);
  },
);

it('the very same click, as Teams signs it, decides', async () => {
  const desk = await aGuardedDesk();
  expect(await desk.forge({})).toMatchObject({ status: 200 });
  expect(await desk.statusOf(desk.id)).toBe('approved');
});
