import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Boundary, FromServer, ToServer } from './server-process.ts';

type Env = { [name: string]: string };

/** A server that is killed and comes back at the same address. */
export type Service = Awaited<ReturnType<typeof startService>>;

export async function startService(options: {
  env: Env;
  /** The clock goes on by this much at each restart, instead of the test waiting for leases. */
  deadForMs: number;
}) {
  let aheadMs = 0;
  let kills = 0;
  let port = '0';
  let closing = false;
  let death = Promise.withResolvers<void>();
  let spare = loadedServer(options.env);
  let running = await start();
  const { url, vkey } = running;
  port = new URL(url).port;
  let up = Promise.resolve();

  async function start() {
    const child = await spare;
    // The next one loads its modules meanwhile, so that a restart takes no time.
    spare = loadedServer(options.env);
    await ask(child, { type: 'clock', aheadMs });
    const { url, vkey } = await ask(child, { type: 'start', port });
    child.once('exit', onExit);
    return { child, url, vkey };
  }

  function onExit(code: number | null, signal: string | null) {
    if (closing) return;
    death.resolve();
    death = Promise.withResolvers();
    up = signal === 'SIGKILL' ? restart() : Promise.reject(new Error(`It ended with ${code}.`));
    up.catch(() => undefined);
  }

  async function restart() {
    kills += 1;
    aheadMs += options.deadForMs;
    running = await start();
  }

  return {
    url,
    vkey,
    kills: () => kills,
    now: () => Date.now() + aheadMs,
    /** Resolves once it listens. */
    up: () => up,
    /** Resolves at its next death. */
    died: () => death.promise,
    kill: () => void running.child.kill('SIGKILL'),
    /** From here on, steps are counted; it dies at this one. */
    arm: async (at: Boundary | null) => void (await ask(running.child, { type: 'arm', at })),
    /** The steps since it was armed. */
    journal: async () => (await ask(running.child, { type: 'journal' })).steps,
    /** Time goes by for the server and for Slack. */
    async pass(ms: number) {
      await up;
      aheadMs += ms;
      await ask(running.child, { type: 'clock', aheadMs });
    },
    async close() {
      closing = true;
      for (const child of [running.child, await spare]) {
        const gone = once(child, 'exit');
        if (child.kill('SIGKILL')) await gone;
      }
    },
  };
}

async function loadedServer(env: Env): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'server-process.ts'), { env });
  await answerOf(child);
  return child;
}

type Answer = { start: 'listening'; clock: 'set'; arm: 'set'; journal: 'journal' };

async function ask<T extends ToServer['type']>(
  child: ChildProcess,
  message: ToServer & { type: T },
): Promise<FromServer & { type: Answer[T] }> {
  const answer = answerOf(child);
  child.send(message, () => undefined);
  return (await answer) as FromServer & { type: Answer[T] };
}

async function answerOf(child: ChildProcess): Promise<FromServer> {
  const ended = new AbortController();
  const onEnd = () => ended.abort(new Error('The server ended before it answered.'));
  child.once('exit', onEnd);
  try {
    const [answer] = (await once(child, 'message', { signal: ended.signal })) as [FromServer];
    return answer;
  } finally {
    child.off('exit', onEnd);
  }
}
