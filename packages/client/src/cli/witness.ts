import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const PATIENCE_MS = 2_000;

/**
 * A process of our group that any signal ends, and that otherwise says back what it is told. Node does
 * not tell whom a signal was sent to (siginfo): one that has ended this, too, went to all of us. Where
 * we end, however, it ends.
 */
export class Witness {
  #process = stand();

  /** Whether it was reached by the signal that has reached us. Undefined where nobody can tell. */
  async wasReached(name: NodeJS.Signals): Promise<boolean | undefined> {
    const answer = await ask(this.#process);
    if (answer === 'alive') return false;
    if (answer === 'silent') return undefined;
    this.#process = stand();
    return answer === name;
  }

  dismiss(): void {
    this.#process?.stdin?.end();
  }
}

type Answer = 'alive' | 'silent' | NodeJS.Signals;

async function ask(witness: ChildProcess | undefined): Promise<Answer> {
  const { stdin, stdout, pid } = witness ?? {};
  if (!witness || !stdin || !stdout || pid === undefined) return 'silent';
  if (hasEnded(witness)) return witness.signalCode ?? 'silent';
  const asked = new AbortController();
  const { signal } = asked;
  const ended = once(witness, 'exit', { signal }).then(() => witness.signalCode ?? 'silent');
  const said = once(stdout, 'data', { signal }).then(() => 'alive' as const);
  const late = setTimeout(PATIENCE_MS, 'silent' as const, { signal, ref: false });
  stdin.write('?');
  return Promise.race([ended, said, late]).finally(() => asked.abort());
}

/** Where none can be started, nobody witnesses. */
function stand(): ChildProcess | undefined {
  try {
    const stdio = ['pipe', 'pipe', 'ignore'] as const;
    const witness: ChildProcess = spawn('/bin/cat', [], { cwd: '/', env: {}, stdio: [...stdio] });
    const { stdin, stdout } = witness;
    witness.once('error', () => {});
    stdin?.on('error', () => {});
    witness.unref();
    for (const pipe of [stdin, stdout]) if (pipe instanceof Socket) pipe.unref();
    return witness;
  } catch {
    return undefined;
  }
}

export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Whether a process is in our group; undefined where the system does not say (proc(5)). */
export function isInOurGroup(pid: number | undefined): boolean | undefined {
  const [theirs, ours] = [groupOf(pid), groupOf('self')];
  return theirs === undefined || ours === undefined ? undefined : theirs === ours;
}

/** The name of the program, in brackets, may have anything in it. */
function groupOf(pid: number | 'self' | undefined): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2];
  } catch {
    return undefined;
  }
}
