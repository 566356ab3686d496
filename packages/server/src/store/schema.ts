import type { Generated } from 'kysely';

/** The tables. Times are milliseconds since the epoch, flags are 0 or 1, JSON is kept as text. */
export type Schema = {
  requests: RequestRow;
  submissions: { request: string; body: string };
  cards: CardRow;
  deliveries: DeliveryRow;
  lanes: LaneRow;
  entries: EntryRow;
  checkpoints: { size: number; root: Uint8Array; note: string; at: number };
  tiles: { path: string; bytes: Uint8Array };
  log_key: { one: number; vkey: string };
  policies: { version: string; text: string; at: number };
  decisions: {
    request: string;
    person: string;
    name: string;
    platform: string;
    at: number;
    took_ms: number;
  };
  allowances: { request: string; rule: string; identity: string; at: number };
  more_keys: {
    identity: string;
    idempotency_key: string;
    fingerprint: string;
    request: string;
    at: number;
  };
  reviews: { request: string; status: string; due_at: number };
  delegations: { principal: string; id: string; body: string; until: number };
  identities: {
    id: string;
    /** What the API says of it; null for one that only the configuration knows. */
    definition: string | null;
    status: string;
    status_at: number;
    created_at: number;
  };
  identity_changes: { id: string; identity: string; at: number; kind: string; body: string };
  identity_uses: { identity: string; proof: string; at: number };
  register_version: { one: number; version: number };
  installs: { platform: string; team: string; enterprise: string | null; data: string | null };
  forms: { id: string; body: string; at: number };
  sights: { scope: string; id: string; at: number };
  people_sessions: {
    id: string;
    hash: string;
    person: string;
    login: string;
    started_at: number;
    seen_at: number;
    expires_at: number;
  };
  sign_in_key: { one: number; key: string };
  leases: { role: string; owner: string; until: number };
  grants: GrantRow;
  credentials: CredentialRow;
  issuer_keys: IssuerKeyRow;
};

export type IssuerKeyRow = {
  kid: string;
  seen_at: number;
  lacked_at: number;
  signs_since: number | null;
  signed_at: number | null;
};

export type CredentialRow = {
  id: string;
  request: string;
  grant_id: string;
  target: string;
  kind: string;
  idempotency_key: string | null;
  status: string;
  opened_at: number | null;
  /** When its time is over. */
  closes_at: number;
  /** When it is to be closed, by an end of its time or by another try. */
  due_at: number;
  /** Who opens or closes it has it until then. */
  held_until: number | null;
  tries: number;
  error: string | null;
  why: string | null;
  closed_at: number | null;
};

export type GrantRow = {
  id: string;
  request: string;
  identity: string;
  digest: string;
  /** What it is for, as JSON. */
  body: string;
  uses: number;
  max_uses: number;
  issued_at: number;
  expires_at: number;
  revoked_at: number | null;
  revoked_why: string | null;
};

export type RequestRow = {
  id: string;
  identity: string;
  idempotency_key: string | null;
  fingerprint: string | null;
  status: string;
  version: number;
  created_at: number;
  /** When time next does something to it; of a decided one, when it was decided. */
  due_at: number;
  action: string;
  resource: string;
  environment: string;
  digest: string;
  /** 0 where policy let it through, or one person in an emergency: no word of those who are asked. */
  by_people: number;
  state: string;
  outcome: string | null;
  /** A list of them. */
  runs: string | null;
  /** Of the open requests of an identity, no two have the same. */
  sameness: string | null;
};

export type CardRow = {
  id: string;
  request: string;
  platform: string;
  channel: string;
  message: string | null;
  posted_at: number | null;
  control: string;
  stage: number;
  drawn: number;
  whole: number;
  unavailable: string | null;
  fallback: number;
  /** The card whose message shows it; its own `message` is null then. */
  list: string | null;
  /** Of a card that others like it may join. */
  likeness: string | null;
  /** Whom it is for, by the platform's name for them. */
  recipient: string | null;
  asked: number | null;
};

export type DeliveryRow = {
  /** The order within a lane. */
  seq: Generated<number>;
  id: string;
  lane: string;
  pace_ms: number;
  task: string;
  request: string | null;
  run_at: number;
  /** `new` until a claimer puts it into its place in the lane. */
  state: Generated<'new' | 'open' | 'done' | 'dead'>;
  /** An attempt was begun and has not been settled. */
  claimed: Generated<number>;
  /** Grows for ever: with the id it fences what a late owner reports. */
  attempt: Generated<number>;
  /** Attempts since the delivery was made or revived. */
  tries: Generated<number>;
  /** When the delivery was made or revived. */
  since: number;
  ambiguous: Generated<number>;
  error: string | null;
  ended_at: number | null;
};

/** A lane with open deliveries, or with a pace to keep. */
export type LaneRow = {
  lane: string;
  /** Who claimed the head. */
  owner: string | null;
  /** When the head may start or, once claimed, when the claim runs out. Null: there is none. */
  due_at: number | null;
  paced_until: number;
};

export type EntryRow = {
  /** The order of writing; the place in the tree is given by the sealer. */
  seq: Generated<number>;
  request: string | null;
  /** Canonical JSON: what is committed here is what is hashed. */
  body: string;
  place: number | null;
};
