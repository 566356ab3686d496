import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { engines } from '../../packages/server/test/support/engines.ts';
import { flows, type Flow, type Kind } from './flows.ts';
import { expectAllWhole, expectWhole } from './invariants.ts';
import type { Scene } from './scene.ts';
import { sceneOn } from './scene-on.ts';
import { watchCheckpoints } from './witness.ts';

const ROUNDS = 10;
const SEED = 20_261_122;
/** No expiry: its clock would run out for the others as well. */
const KINDS: Kind[] = ['one approval', 'two stages in two channels', 'a rejection by form'];

const rounds = fc.sample(
  fc.record({
    kinds: fc.array(fc.constantFrom(...KINDS), { minLength: 10, maxLength: 10 }),
    /** After how many changes in Slack the server is killed, and killed again. */
    kills: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 4 }),
  }),
  { seed: SEED, numRuns: ROUNDS },
);

it.concurrent.each(engines)(
  'on %s, ten flows at once survive kill -9 at random',
  (engine) =>
    sceneOn(engine, async (scene) => {
      const witness = watchCheckpoints(scene);
      const done: Flow[] = [];
      for (const [round, { kinds, kills }] of rounds.entries()) {
        const stop = killAfterChanges(scene, kills);
        const ended = await Promise.all(
          kinds.map((kind, at) => flows[kind](scene, `round-${round}-${at}`)),
        );
        stop();
        await scene.quiet();
        for (const flow of ended) await expectWhole(scene, flow);
        done.push(...ended);
      }
      await witness.stop();
      await expectAllWhole(scene, done, witness.served);
      expect(scene.service.kills()).toBeGreaterThan(ROUNDS);
    }),
  1_200_000,
);

function killAfterChanges({ slack, service }: Scene, kills: number[]): () => void {
  const left = [...kills];
  let changes = 0;
  return slack.subscribe(() => {
    changes += 1;
    if (left[0] === undefined || changes < left[0]) return;
    left.shift();
    changes = 0;
    service.kill();
  });
}
