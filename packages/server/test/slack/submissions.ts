import type { Submission } from '@countersign/core/wire/submission';
import * as fc from 'fast-check';
import { hostile } from './vectors/hostile.ts';

/** Any submission that the API takes, hostile ones among them. */

const text = (max: number) =>
  fc
    .oneof(
      { weight: 3, arbitrary: fc.string({ maxLength: 60 }) },
      { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
      { weight: 2, arbitrary: fc.constantFrom(...hostile) },
      { weight: 1, arbitrary: repeated(max) },
    )
    .map((value) => value.slice(0, max));

/** Long texts from short seeds, so that a run stays fast. */
function repeated(max: number) {
  const seed = fc.oneof(fc.string({ minLength: 1, maxLength: 20 }), fc.constantFrom(...hostile));
  return fc.tuple(seed, fc.double({ min: 0, max: 1, noNaN: true })).map(([unit, part]) => {
    return unit.repeat(Math.ceil((max * part) / unit.length));
  });
}

const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const slug = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,63}$/);
const resource = fc.oneof(
  slug,
  fc.stringMatching(/^[a-z/]{200}$/),
  // A filler that is a letter to Unicode and nothing to the eye.
  fc.constantFrom('\u3164'.repeat(200), '\u{e0100}'.repeat(100), 'p\u0430ypal'),
);

export const submissions: fc.Arbitrary<Submission> = fc
  .record(
    {
      action: slug,
      resource,
      environment: slug,
      parameters: fc.dictionary(
        text(100).filter((key) => key !== ''),
        fc.oneof(fc.jsonValue(), text(200_000)),
        { maxKeys: 30 },
      ) as fc.Arbitrary<NonNullable<Submission['parameters']>>,
      change: fc.record(
        {
          summary: text(500),
          repository: text(300),
          commit: fc.constantFrom('4f2c1e9', 'a'.repeat(64)),
          diff: fc.oneof(text(1_000_000), fc.nat({ max: 400 }).map(patch)),
          artifacts: fc.array(
            fc.record({
              name: text(200).filter((name) => name !== ''),
              digest: fc.constant(`sha256:${'b'.repeat(64)}`),
            }),
            { maxLength: 50 },
          ),
          command: fc.array(text(4_000), { maxLength: 40 }),
        },
        { requiredKeys: [] },
      ),
      reason: text(2_000),
      tickets: fc.array(
        fc.record(
          {
            key: text(64).filter((key) => key !== ''),
            url: fc.constantFrom(
              'https://tickets.example.com/1',
              `https://example.com/${'a'.repeat(900)}`,
              'https://ünï.example/ü',
            ),
            title: some(text(300)),
          },
          { requiredKeys: ['key'] },
        ),
        { maxLength: 10 },
      ),
    },
    { requiredKeys: ['action', 'resource', 'environment'] },
  )
  .map((value) => JSON.parse(JSON.stringify(value)) as Submission)
  .map(wellFormed);

function patch(files: number): string {
  return Array.from(
    { length: files },
    (_, n) =>
      `diff --git a/f${n}.txt b/f${n}.txt\n--- a/f${n}.txt\n+++ b/f${n}.txt\n@@ -1 +1 @@\n-old ${n}\n+new ${n}\n`,
  ).join('');
}

/** Lone surrogates have no digest; the API refuses them before anything is drawn. */
function wellFormed(value: Submission): Submission {
  return JSON.parse(JSON.stringify(value).replace(/\\ud[89a-f][0-9a-f]{2}/gi, '?')) as Submission;
}
