import { createDatabase, type EngineName } from '../../packages/server/test/support/engines.ts';
import { startScene, type Scene } from './scene.ts';

/** A scene on an empty store of that kind, for as long as `act` takes. */
export async function sceneOn(
  engine: EngineName,
  act: (scene: Scene) => Promise<void>,
): Promise<void> {
  const database = engine === 'postgres' ? await createDatabase() : undefined;
  try {
    const scene = await startScene(database?.url);
    try {
      await Promise.race([act(scene), scene.service.broken]);
    } finally {
      await scene.close();
    }
  } finally {
    await database?.drop();
  }
}
