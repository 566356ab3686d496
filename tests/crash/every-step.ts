import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flows, type Flow, type Kind } from './flows.ts';
import { expectAllWhole, expectWhole } from './invariants.ts';
import { startScene, type Scene } from './scene.ts';
import type { Boundary } from './server-process.ts';
import { watchCheckpoints } from './witness.ts';

/** Kills the server at each step of each kind of flow, one kill a flow, all on one store. */
export function killAtEveryStep(store: () => Promise<string | undefined>): void {
  const done: Flow[] = [];
  let scene: Scene;
  let witness: ReturnType<typeof watchCheckpoints>;

  beforeAll(async () => {
    scene = await startScene(await store());
    witness = watchCheckpoints(scene);
  });
  afterAll(() => scene.close());

  describe.each(Object.keys(flows) as Kind[])('%s', (kind) => {
    it('survives kill -9 at every step', async () => {
      const name = kind.replaceAll(' ', '-');
      const steps = await stepsOf(scene, async () => {
        done.push(await flows[kind](scene, name));
        await scene.quiet();
      });
      for (const [at, step] of steps.entries()) {
        console.log(at, step, performance.now());
        await scene.service.arm(step);
        const flow = await flows[kind](scene, `${name}-${at}`);
        await scene.quiet();
        await expectWhole(scene, flow);
        done.push(flow);
      }
    }, 120_000);
  });

  it('and in the end it all is one log with one decision a request', async () => {
    await scene.quiet();
    await witness.stop();
    await expectAllWhole(scene, done, witness.served);
    expect(scene.service.kills()).toBeGreaterThan(50);
  });
}

/** Each name once, and writes and messages as often as they come. */
async function stepsOf({ service }: Scene, run: () => Promise<void>): Promise<Boundary[]> {
  await service.arm(null);
  await run();
  const journal = await service.journal();
  const times = new Map<string, number>();
  return journal.flatMap((name) => {
    const nth = (times.get(name) ?? 0) + 1;
    times.set(name, nth);
    return nth === 1 || /commit of|chat\./u.test(name) ? [{ name, nth }] : [];
  });
}
