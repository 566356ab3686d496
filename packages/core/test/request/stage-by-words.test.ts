import { expect, it } from 'vitest';
import { refuse } from '../../src/request/refuse.ts';
import { aRequest, release } from './support.ts';

it.each([
  ['release', 'stage release”'],
  // What two rules call alike has the rule in its name, which is more than one word.
  ['release (large changes)', 'stage 1”'],
])('how to name the stage %s in words is told so that it works', (name, says) => {
  const { refusal } = refuse.staleStage(
    aRequest([{ ...release, name }]),
    { platform: 'slack', kind: 'command' },
    -1,
  );
  expect(refusal.message).toContain(`the request is now at “${name}”`);
  expect(refusal.message).toContain(says);
});
