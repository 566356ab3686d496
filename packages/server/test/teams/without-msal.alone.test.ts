import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { aTeamsDesk } from './desk.ts';

/** Whether this process has loaded MSAL: the one who needs this library. */
function loaded(): boolean {
  const modules = Object.keys(createRequire(import.meta.url).cache);
  return modules.some((path) => path.includes('/node_modules/jsonwebtoken/'));
}

it('a service does without MSAL until Teams wants a token', async () => {
  const desk = await aTeamsDesk();
  expect(loaded()).toBe(false);
  await desk.asked();
  expect(loaded()).toBe(true);
});
