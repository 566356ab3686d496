import { lintSource } from '@secretlint/core';
import { creator, rules } from '@secretlint/secretlint-rule-preset-recommend';
import { array, assert, asyncProperty, constantFrom, oneof, string } from 'fast-check';
import { expect, it } from 'vitest';
import { lintFindings } from '../../src/secrets/secretlint.ts';
import { pem, secrets } from './samples.ts';
import { planted } from './planted.ts';

const aws = { id: '@secretlint/secretlint-rule-aws', options: { enableIDScanRule: true } };
const config = { rules: [{ id: creator.meta.id, rule: creator, options: {}, rules: [aws] }] };

/** What secretlint finds when its own core runs it. */
async function bySecretlint(content: string) {
  const { messages } = await lintSource({
    source: { filePath: 'text', ext: '', contentType: 'text', content },
    options: { noPhysicFilePath: true, config },
  });
  return distinct(
    messages.map(({ ruleId, range: [start, end] }) => {
      return { rule: ruleId.replace(/^.*rule-/u, ''), start, end };
    }),
  );
}

/** Secretlint's core drops what is found twice. */
function distinct(findings: object[]): string[] {
  return [...new Set(findings.map((finding) => JSON.stringify(finding)))];
}

const secret = constantFrom(pem, ...planted, ...secrets.map(({ secret: s, text }) => text(s)));
const between = oneof(
  constantFrom(' ', '\n', '"', "'", '=', ': ', '@', '/', '_', '-', '+', 'ü', ''),
  string({ unit: 'binary', maxLength: 6 }).map((text) => text.replaceAll('\ufeff', '')),
  constantFrom('https://', 'postgres://', 'password', 'secret_access_key = ', 'account_id: '),
);
/** Whole, or cut off at either end. */
const piece = oneof(
  { weight: 4, arbitrary: secret },
  { weight: 4, arbitrary: between },
  secret.map((text) => text.slice(1)),
  secret.map((text) => text.slice(0, -1)),
);

it('each rule has a secret planted for it that secretlint finds', async () => {
  const found = await Promise.all([pem, ...planted].map(bySecretlint));
  const names = new Set(found.flat().map((finding) => /"rule":"([^"]+)"/u.exec(finding)?.[1]));
  // A key file of Google's cloud is known by its file name, and a comment is no secret.
  const apart = new Set(['gcp', 'filter-comments']);
  const all = rules.map(({ meta }) => meta.id.replace(/^.*rule-/u, ''));
  expect(names).toEqual(new Set(all.filter((name) => !apart.has(name))));
});

it('rules that are set up once find what secretlint finds, in the same places', async () => {
  await assert(
    asyncProperty(array(piece, { maxLength: 12 }), async (pieces) => {
      const text = pieces.join('');
      expect(distinct(await lintFindings(text))).toEqual(await bySecretlint(text));
    }),
    { numRuns: 300 },
  );
});

it('texts that are scanned at the same time do not mix', async () => {
  const texts = planted.map((text, i) => `${'x '.repeat(i)}${text}`);
  const alone: string[][] = [];
  for (const text of texts) alone.push(await bySecretlint(text));
  const together = await Promise.all(texts.map(lintFindings));
  expect(together.map(distinct)).toEqual(alone);
});
