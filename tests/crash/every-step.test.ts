import { expect, it } from 'vitest';
import { engines } from '../../packages/server/test/support/engines.ts';
import { flows, type Flow, type Kind } from './flows.ts';
import { expectAllWhole, expectWhole } from './invariants.ts';
import type { Scene } from './scene.ts';
import { sceneOn } from './scene-on.ts';
import type { Boundary } from './server-process.ts';
import { watchCheckpoints } from './witness.ts';

const kinds = Object.keys(flows) as Kind[];

it.concurrent.each(engines)(
  'on %s, a server killed at any step loses no decision, makes none twice and leaves no card live',
  (engine) =>
    sceneOn(engine, async (scene) => {
      const witness = watchCheckpoints(scene);
      const had = new Set<string>();
      const done: Flow[] = [];
      for (const kind of kinds) done.push(...(await killAtEveryStep(scene, kind, had)));
      await witness.stop();
      await expectAllWhole(scene, done, witness.served);
      expect(scene.service.kills()).toBeGreaterThanOrEqual(50);
    }),
  1_200_000,
);

/**
 * One kill a flow. The first kind has one at each of its steps, the first two times that they come;
 * the later kinds at each step that is new with them.
 */
async function killAtEveryStep(scene: Scene, kind: Kind, had: Set<string>): Promise<Flow[]> {
  const name = kind.replaceAll(' ', '-');
  const done: Flow[] = [];
  const flowThrough = async (resource: string) => {
    const flow = await flows[kind](scene, resource);
    await scene.quiet();
    await expectWhole(scene, flow);
    done.push(flow);
  };
  const isFirst = had.size === 0;
  const fresh = (await stepsOf(scene, () => flowThrough(name))).filter(
    (step) => !had.has(nameOf(step)),
  );
  for (const step of fresh) had.add(nameOf(step));
  for (const [at, step] of fresh.entries()) {
    if (step.nth > (isFirst ? 2 : 1)) continue;
    await scene.service.arm(step);
    await flowThrough(`${name}-${at}`).catch((cause: unknown) => {
      throw new Error(`Killed ${nameOf(step)}, ${kind} did not come through.`, { cause });
    });
  }
  return done;
}

/** Each name once, and writes and messages as often as they come. */
async function stepsOf({ service }: Scene, run: () => Promise<void>): Promise<Boundary[]> {
  await service.arm(null);
  await run();
  const times = new Map<string, number>();
  return (await service.journal()).flatMap((name) => {
    const nth = (times.get(name) ?? 0) + 1;
    times.set(name, nth);
    return nth === 1 || /commit of|chat\./u.test(name) ? [{ name, nth }] : [];
  });
}

function nameOf({ name, nth }: Boundary): string {
  return `${name} (${nth})`;
}
