import { expect, it } from 'vitest';
import { createMasker } from '../../src/secrets/mask.ts';
import { everyLineMasked, pem, secrets } from './samples.ts';

const mask = createMasker();

it.each(secrets)(
  'a secret of the kind $rule is masked, the rest stays',
  async ({ rule, secret, text }) => {
    const masked = await mask(`before\n${text(secret)}\nafter`);
    expect(masked.text).not.toContain(secret);
    expect(masked.text).toMatch(/^before\n.*\[masked: [\w-]+\].*\nafter$/u);
    expect(masked.found).toEqual([{ rule, count: 1 }]);
  },
);

it.each(secrets)('no end of a secret of the kind $rule is left', async ({ secret, text }) => {
  const masked = (await mask(text(secret))).text;
  for (const part of [secret.slice(0, 6), secret.slice(-6)]) expect(masked).not.toContain(part);
});

it('a private key is masked line by line', async () => {
  const { text, found } = await mask(pem);
  expect(text).toMatch(everyLineMasked);
  expect(text.split('\n')).toHaveLength(pem.split('\n').length);
  expect(found).toEqual([{ rule: 'private-key', count: 1 }]);
});

it('secrets are counted by their rule', async () => {
  const text = secrets.map((sample) => sample.text(sample.secret)).join('\n');
  const { found } = await mask(text);
  expect(found).toContainEqual({ rule: 'aws', count: 3 });
  expect(found).toContainEqual({ rule: 'password', count: 5 });
});

it('a text that was masked is not masked again', async () => {
  for (const { secret, text } of secrets) {
    const once = await mask(text(secret));
    expect(await mask(once.text)).toEqual({ text: once.text, found: [] });
  }
});
