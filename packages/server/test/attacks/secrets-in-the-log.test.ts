import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { slackClients } from '../../src/chat/slack/clients.ts';
import { staticToken } from '../../src/chat/slack/tokens.ts';
import { mintApiKey } from '../../src/identity/api-key.ts';
import { createLogger } from '../../src/logger.ts';

const TOKEN = 'xoxb-1-2-AbCdEfGh';

function aLog() {
  const lines: string[] = [];
  return { lines, log: createLogger('info', { write: (line) => void lines.push(line) }) };
}

/** What stands between us and Slack may send back what it got, in an error or in place of JSON. */
const echo = createServer((request, response) => {
  response.statusCode = request.url?.includes('auth.test') ? 502 : 200;
  response.end(`<html>${JSON.stringify(request.headers)}${'x'.repeat(100_000)}</html>`);
});
let url: string;
beforeAll(async () => {
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  url = `http://127.0.0.1:${(echo.address() as AddressInfo).port}/api/`;
});
afterAll(() => echo.close());

it.each(['auth.test', 'users.info'] as const)(
  'an echo of %s does not put the token into the log',
  async (method) => {
    const { lines, log } = aLog();
    const client = slackClients(staticToken(TOKEN), url).interaction;
    const error = await client.call(method, { user: 'U1' }).catch((e: unknown) => e);
    log.error({ err: error }, 'Slack failed.');
    expect(lines).toHaveLength(1);
    expect(lines.join()).toContain('SlackError');
    expect(lines.join()).not.toContain(TOKEN);
    expect(lines.join().length).toBeLessThan(20_000);
  },
);

it.each([
  TOKEN,
  'xoxe.xoxb-1-AbCdEf',
  'xoxe-1-AbCdEf',
  'xapp-1-A0-1-abcdef',
  mintApiKey(randomBytes).key,
  `whsec_${randomBytes(32).toString('base64')}`,
])('a secret by its shape is censored wherever it stands: %s', (secret) => {
  const { lines, log } = aLog();
  log.warn(
    { why: { deep: { down: [`see ${secret}.`] } }, err: new Error(secret) },
    `It is ${secret}`,
  );
  expect(lines.join()).not.toContain(secret.slice(6));
  expect(JSON.parse(lines.join())).toMatchObject({ msg: 'It is [secret]' });
});

it('what is thrown and is no error is told all the same', () => {
  const { lines, log } = aLog();
  log.error({ err: 'out of paper' }, 'It failed.');
  expect(JSON.parse(lines.join())).toMatchObject({ err: { message: 'out of paper' } });
});
