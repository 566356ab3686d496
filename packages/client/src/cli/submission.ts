import type { Change, Json, Submission, Ticket } from '@countersign/core/wire/types';
import type { ArtifactPath } from './parse.ts';

/** What `run` and `request` ask with. */
export type AskOptions = {
  url?: string;
  json?: boolean;
  action: string;
  env: string;
  resource: string;
  diff?: string;
  reason?: string;
  ticket?: Ticket[];
  param?: Record<string, Json>;
  artifact?: ArtifactPath[];
  /** Milliseconds. */
  expires?: number;
  idempotencyKey?: string;
};

export function submissionOf(options: AskOptions, change: Change): Submission {
  const { action, resource, env, param, reason, ticket, expires } = options;
  return {
    action,
    resource,
    environment: env,
    ...(param === undefined ? {} : { parameters: param }),
    ...(Object.keys(change).length === 0 ? {} : { change }),
    ...(reason === undefined ? {} : { reason }),
    ...(ticket === undefined ? {} : { tickets: ticket }),
    ...(expires === undefined ? {} : { expiresIn: Math.ceil(expires / 1000) }),
  };
}
