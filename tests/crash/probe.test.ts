import { it } from 'vitest';
import { startScene } from './scene.ts';
import { flows } from './flows.ts';

it('probe', async () => {
  const scene = await startScene();
  try {
    for (const [kind, run] of Object.entries(flows)) {
      await scene.service.arm(null);
      const t = performance.now();
      console.log(kind, await run(scene, `probe-${kind.length}`), performance.now() - t);
      await scene.quiet();
      const journal = await scene.service.journal();
      console.log(journal.length, new Set(journal).size, journal);
    }
  } finally {
    await scene.close();
  }
});
