import { assert, asyncProperty, jsonValue } from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '@countersign/core/wire/json';
import { createMasker } from '../../src/secrets/mask.ts';
import { maskJson } from '../../src/secrets/mask-json.ts';
import { awsId, everyLineMasked, pem } from './samples.ts';

const mask = createMasker();

it('every text is masked where it stands', async () => {
  const value = {
    action: 'deploy',
    parameters: { note: `key ${awsId}`, list: ['a', `two\nlines ${awsId}\n`, 3, null, true] },
    [awsId]: 'a name can hold one',
  };
  expect(await maskJson(mask, value)).toEqual({
    value: {
      action: 'deploy',
      parameters: {
        note: 'key [masked: aws]',
        list: ['a', 'two\nlines [masked: aws]\n', 3, null, true],
      },
      '[masked: aws]': 'a name can hold one',
    },
    found: [{ rule: 'aws', count: 3 }],
  });
});

it.each(['password', 'DB_PASSWORD', 'apiKey', 'client-secret', 'access_token'])(
  'what is named %j is masked whole, a number, too',
  async (name) => {
    const { value, found } = await maskJson(mask, { a: [{ [name]: 'tr0ub4dor' }], [name]: 1234 });
    expect(value).toEqual({
      a: [{ [name]: '[masked: secret-name]' }],
      [name]: '[masked: secret-name]',
    });
    expect(found).toEqual([{ rule: 'secret-name', count: 2 }]);
  },
);

it('an argument after the flag that names it is masked', async () => {
  const command = ['login', '--user', 'bot', '--password', 'tr0ub4dor', '--token', '--verbose'];
  const { value } = await maskJson(mask, { command });
  expect(value.command.join(' ')).toBe(
    'login --user bot --password [masked: secret-name] --token --verbose',
  );
});

it.each([
  { secret: 'payments-db' },
  { password: '${DB_PASSWORD}' },
  { password: '' },
  { tokens: 'x' },
])('what only names a secret is left: %j', async (value) => {
  expect(await maskJson(mask, value)).toEqual({ value, found: [] });
});

it('two names that look the same afterwards keep both values', async () => {
  const other = `${awsId.slice(0, -1)}Z`;
  expect((await maskJson(mask, { [awsId]: 1, [other]: 2 })).value).toEqual({
    '[masked: aws]': 1,
    '[masked: aws] 2': 2,
  });
});

it('a key that comes line by line in a list is masked', async () => {
  const { value } = await maskJson(mask, pem.split('\n'));
  expect(value.join('\n')).toMatch(everyLineMasked);
});

it('any other value comes back as it was', async () => {
  await assert(
    asyncProperty(jsonValue(), async (value) => {
      const json = JSON.parse(JSON.stringify(value)) as Json;
      expect((await maskJson(mask, json)).value).toEqual(json);
    }),
    { numRuns: 200 },
  );
});
