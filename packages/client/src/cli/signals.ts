import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { hasEnded, isInOurGroup, Witness } from './witness.ts';

const caught = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'] as const;
type Caught = (typeof caught)[number];
type Received = { name: Caught; at: number };
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
  #witness: Witness | undefined;
  /** Signals are passed on in the order in which they came. */
  #passed = Promise.resolve();
  /** The last one that went to all of our group. */
  #shared: Received | undefined;
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
    const witness = (this.#witness = new Witness());
    child.once('exit', () => witness.dismiss());
  }

  /** All is done and said: what comes now ends us with the exit code that stands. */
  release(): void {
    this.#isDone = true;
  }

  #receive(name: Caught): void {
    if (this.#isDone) return process.exit();
    const child = this.#child;
    if (child && !hasEnded(child)) {
      const at = this.#now();
      this.#passed = this.#passed.then(() => this.#passOn({ name, at }, child));
      return;
    }
    const tries = this.#child ? this.#telling : this.#waiting;
    // Who asks a second time does not want to wait for the service either.
    if (!tries.signal.aborted) {
      this.#askedAt = this.#now();
      tries.abort(new Interrupted(name));
    } else if (this.#now() - this.#askedAt >= ONE_ACT_MS) process.exit(signalExit(name));
  }

  /** A command may take a second one for impatience, and leave its work half done. */
  async #passOn(signal: Received, child: ChildProcess): Promise<void> {
    if (!(await this.#hasReached(signal, child)) && !hasEnded(child)) child.kill(signal.name);
  }

  /** Whether the command has it already, as whoever sent it to us sent it to all of our group. */
  async #hasReached({ name, at }: Received, { pid }: ChildProcess): Promise<boolean> {
    const isWithUs = isInOurGroup(pid);
    if (isWithUs === false) return false;
    const wentToAll = isWithUs && (await this.#witness?.wasReached(name));
    // From the keyboard, a terminal sends these to the whole group.
    if (wentToAll === undefined) return ofKeyboard.has(name) && process.stdin.isTTY;
    if (wentToAll) this.#shared = { name, at };
    return this.#shared?.name === name && at - this.#shared.at < ONE_ACT_MS;
  }
}
