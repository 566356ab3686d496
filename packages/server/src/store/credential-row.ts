import type {
  ClosingWhy,
  CredentialRecord,
  CredentialStatus,
} from '@countersign/core/credential/credential';
import type { CredentialRow } from './schema.ts';

export const CREDENTIAL = [
  'id',
  'request',
  'grant_id',
  'target',
  'kind',
  'idempotency_key',
  'status',
  'opened_at',
  'closes_at',
  'tries',
  'error',
  'why',
  'closed_at',
] as const;

type Read = Pick<CredentialRow, (typeof CREDENTIAL)[number]>;

export function readCredential(row: Read): CredentialRecord {
  return {
    id: row.id,
    request: row.request,
    grant: row.grant_id,
    target: row.target,
    kind: row.kind,
    key: row.idempotency_key,
    status: row.status as CredentialStatus,
    openedAt: row.opened_at,
    closesAt: row.closes_at,
    tries: row.tries,
    error: row.error,
    why: row.why as ClosingWhy | null,
    closedAt: row.closed_at,
  };
}
