import { expect, it } from 'vitest';
import { createMasker } from '../../src/secrets/mask.ts';

const mask = createMasker();

it.each([
  '',
  '\n',
  'Nothing to see here.\r\nÜber allem 🙂 ist Ruh.\n',
  'password = "${var.db_password}"',
  'password: "{{ vault.password }}"',
  'API_KEY=$OTHER_KEY',
  'secret: "<ask the operator>"',
  '  secretName: "payments-db"',
  'const token: string = next();',
  'commit 3b18e512dba79e4c8300dd08aeb37f8e728b8dad',
  'sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
  'https://example.com/a?b=c#d',
  'e\u0301 \u202e \u200b \ufeff',
])('%j is left as it is, to the last character', async (text) => {
  expect(await mask(text)).toEqual({ text, found: [] });
});
