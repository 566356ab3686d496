import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { aWire } from '../support/wire.ts';
import type { Boundary, FromServer, ToServer } from './server-process.ts';

type Env = { [name: string]: string };

/** A server that is killed and comes back at the same address. */
export async function startService(options: {
  env: Env;
  /** The clock goes on by this much at each restart, instead of the test waiting for leases. */
  deadForMs: number;
}) {
  let aheadMs = 0;
  let kills = 0;
  let closing = false;
  let death = Promise.withResolvers<void>();
  const broken = Promise.withResolvers<never>();
  const wire = await aWire();
  const url = `http://127.0.0.1:${wire.port}`;
  let spare = nextServer();
  let running = await start();
  const { vkey } = running;
  let up = Promise.resolve();

  function nextServer() {
    const next = loadedServer(options.env);
    next.catch(broken.reject);
    return next;
  }

  async function start() {
    const child = await spare;
    // The next one loads its modules meanwhile, so that a restart takes no time.
    spare = nextServer();
    await ask(child, { type: 'clock', aheadMs });
    const { url: own, vkey } = await ask(child, { type: 'start' });
    child.once('exit', onExit);
    wire.leadTo({ host: '127.0.0.1', port: Number(new URL(own).port) });
    return { child, vkey };
  }

  function onExit(code: number | null, signal: string | null) {
    wire.leadNowhere();
    if (closing) return;
    death.resolve();
    death = Promise.withResolvers();
    up = signal === 'SIGKILL' ? restart() : Promise.reject(new Error(`It ended with ${code}.`));
    up.catch(broken.reject);
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
    /** Rejects where it died of itself, or did not come back. */
    broken: broken.promise,
    /** Resolves at its next death. */
    died: () => death.promise,
    kill: () => {
      wire.leadNowhere();
      running.child.kill('SIGKILL');
    },
    /** From here on, steps are counted; it dies at this one. */
    async arm(at: Boundary | null): Promise<void> {
      for (let armed = false; !armed;) {
        await up;
        // Where it died just then, the next one is told.
        armed = await ask(running.child, { type: 'arm', at }).then(
          () => true,
          () => false,
        );
      }
    },
    /** The steps since it was armed. */
    journal: async () => (await ask(running.child, { type: 'journal' })).steps,
    /** Time goes by for the server and for Slack. */
    async pass(ms: number) {
      await up;
      aheadMs += ms;
      // The next one is told when it starts.
      await ask(running.child, { type: 'clock', aheadMs }).catch(() => up);
    },
    async close() {
      closing = true;
      await up.catch(() => undefined);
      for (const child of [running.child, await spare]) {
        const gone = once(child, 'exit');
        if (child.kill('SIGKILL')) await gone;
      }
      wire.close();
    },
  };
}

async function loadedServer(env: Env): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'server-process.ts'), { env });
  await answerOf(child, 'loaded');
  return child;
}

/** Each kind of message is answered by one of the same kind. */
async function ask<T extends ToServer['type']>(
  child: ChildProcess,
  message: ToServer & { type: T },
): Promise<FromServer & { type: T }> {
  const answer = answerOf(child, message.type);
  child.send(message, () => undefined);
  return answer;
}

function answerOf<T extends FromServer['type']>(child: ChildProcess, type: T) {
  return new Promise<FromServer & { type: T }>((resolve, reject) => {
    const onExit = () => reject(new Error('The server ended before it answered.'));
    const onMessage = (message: FromServer) => {
      if (message.type !== type) return;
      child.off('exit', onExit).off('message', onMessage);
      resolve(message as FromServer & { type: T });
    };
    child.on('exit', onExit).on('message', onMessage);
  });
}
