import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';

const caught = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'] as const;
type Caught = (typeof caught)[number];
const ofKeyboard = new Set<Caught>(['SIGINT', 'SIGQUIT']);

/** Why a wait ended early; the reason of {@link Signals}' abort signal. */
export class Interrupted extends Error {
  readonly signalName: Caught;
  constructor(signalName: Caught) {
    super(`Interrupted by ${signalName}.`);
    this.signalName = signalName;
  }
}

/** 128 and the signal's number, as shells count. */
export function signalExit(name: NodeJS.Signals): number {
  return 128 + constants.signals[name];
}

/**
 * One act may reach us twice: a terminal signals all of its processes, and what started us passes it
 * on. Nobody asks a second time as soon as that.
 */
const ONE_ACT_MS = 500;

/**
 * While people decide, a signal ends the wait; while the command runs, it belongs to the command; after that, it
 * ends the tries to tell of it, and not the first one: whoever signals all processes of a job reaches us when
 * the command has ended by the same signal.
 */
export class Signals {
  readonly #waiting = new AbortController();
  readonly #telling = new AbortController();
  readonly #now: () => number;
  #child: ChildProcess | undefined;
  #askedAt = 0;
  #isDone = false;

  constructor(now = () => performance.now()) {
    this.#now = now;
    for (const name of caught) process.on(name, () => this.#receive(name));
  }

  get waiting(): AbortSignal {
    return this.#waiting.signal;
  }

  /** For what is said of the command after its end. */
  get telling(): AbortSignal {
    return this.#telling.signal;
  }

  handTo(child: ChildProcess): void {
    this.#child = child;
  }

  /** All is done and said: what comes now ends us with the exit code that stands. */
  release(): void {
    this.#isDone = true;
  }

  #receive(name: Caught): void {
    if (this.#isDone) return process.exit();
    if (this.#child && !hasEnded(this.#child)) {
      // From the keyboard, a terminal sends these to the whole group: the child has it already.
      if (!ofKeyboard.has(name) || !process.stdin.isTTY) this.#child.kill(name);
      return;
    }
    const tries = this.#child ? this.#telling : this.#waiting;
    // Who asks a second time does not want to wait for the service either.
    if (!tries.signal.aborted) {
      this.#askedAt = this.#now();
      tries.abort(new Interrupted(name));
    } else if (this.#now() - this.#askedAt >= ONE_ACT_MS) process.exit(signalExit(name));
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
