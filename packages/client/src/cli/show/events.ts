import type { Reporter } from './reporter.ts';
import { jsonLine } from './text.ts';

/** For programs: newline-delimited JSON, each object with an `event` and the time `at`. */
export function eventReporter(stream: NodeJS.WritableStream, now: () => number): Reporter {
  const emit = (event: string, members: object) => {
    const at = new Date(now()).toISOString();
    stream.write(`${jsonLine({ event, at, ...members })}\n`);
  };
  return {
    asked: (request) => emit('asked', { request }),
    changed: (request) => emit('changed', { request }),
    trouble: (message) => emit('trouble', { message }),
    recovered: () => emit('recovered', {}),
    stopping: (message) => emit('stopping', { message }),
    decided: (request) => emit('decided', { request }),
    started: (command, { id, digest }) => emit('started', { id, digest, command }),
    ended: ({ ms, ...ended }, { id }) => emit('ended', { id, ...ended, durationMs: ms }),
    note: (message) => emit('note', { message }),
    failed: ({ code, sentence, details }) => emit('failed', { code, message: sentence, details }),
    close() {},
  };
}
