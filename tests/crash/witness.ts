import type { Scene } from './scene.ts';

/** Keeps every checkpoint that the service ever served, by asking whenever something has happened. */
export function watchCheckpoints({ slack, bot }: Scene) {
  const served = new Set<string>();
  let asking: Promise<void> | null = null;
  const ask = async () => {
    const note = await bot.logFile('checkpoint').catch(() => null);
    if (note) served.add(new TextDecoder().decode(note));
    asking = null;
  };
  const forget = slack.subscribe(() => {
    asking ??= ask();
  });
  return {
    served,
    async stop() {
      forget();
      await asking;
    },
  };
}
