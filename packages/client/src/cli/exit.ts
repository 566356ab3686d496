import type { RequestView } from '@countersign/core/wire/types';

/** The exit codes of every command; `run` ends with the command's own code once it ran. */
export const exit = {
  ok: 0,
  error: 1,
  usage: 2,
  rejected: 10,
  /** Nobody decided before it expired, or it was withdrawn: there is no approval and no refusal. */
  ended: 11,
  timedOut: 12,
  /** As a shell says it: the command is there but cannot run, or is not there. */
  cannotRun: 126,
  notFound: 127,
} as const;

export function exitOf(status: RequestView['status']): number {
  switch (status) {
    case 'approved':
      return exit.ok;
    case 'rejected':
      return exit.rejected;
    case 'expired':
    case 'withdrawn':
      return exit.ended;
    case 'pending':
      return exit.timedOut;
  }
}

/** The command was not called as it should be: exit code 2. */
export class UsageError extends Error {}
