import type { RequestView } from '@countersign/core/wire/types';

/** How the approved command ended. */
export type Ended = {
  status: 'succeeded' | 'failed';
  /** As a shell says it: 128 and the number of the signal, 127 for what is not there. */
  exitCode: number;
  /** Why it did not end by itself. */
  message?: string;
  ms: number;
};

/** Why nothing ran: a sentence, and what belongs to it line by line. */
export type Failure = { code: string; sentence: string; details?: string[] };

/** Tells the course of a request: on a terminal, in a log, or to a program. */
export type Reporter = {
  asked(view: RequestView): void;
  /** `remainingMs`: until it expires, by the service's clock. */
  changed(view: RequestView, remainingMs: number): void;
  /** The service is away for the moment. */
  trouble(sentence: string): void;
  /** The service answers again. */
  recovered(): void;
  /** The request is being taken back, which may take a while. */
  stopping(why: string): void;
  decided(view: RequestView): void;
  started(command: readonly string[], view: RequestView): void;
  ended(ended: Ended, view: RequestView): void;
  note(sentence: string): void;
  failed(failure: Failure): void;
  /** Leaves the terminal as it was found. */
  close(): void;
};
