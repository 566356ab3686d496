/** What opens a system for the length of a grant, as `POST /v1/grants/{id}/credentials` answers it. */
export type Credential = {
  id: string;
  grant: string;
  /** The target's name. */
  target: string;
  /** ISO 8601. It is closed then, or when its grant is revoked. */
  closesAt: string;
} & Access;

/** The secret part, which is never stored. */
export type Access = PostgresAccess | SshAccess | SecretAccess;

/** A role of its own, which is dropped at the end, and its sessions with it. */
export type PostgresAccess = {
  kind: 'postgres';
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
  /** As libpq names it. */
  sslmode?: string;
};

/** A certificate over the key that was sent. */
export type SshAccess = {
  kind: 'ssh';
  /** One line, as of a file `id-cert.pub`. */
  certificate: string;
  principals: string[];
};

/** A secret as compact JWE (RFC 7516), encrypted to the key that was sent. */
export type SecretAccess = {
  kind: 'secret';
  jwe: string;
  /** The variable that it is meant for. */
  env: string;
};

/** A line of OpenSSH, or a JWK of X25519 or P-256 (RFC 7517). */
export type CredentialKey = string | { kty: string; crv: string; x: string; y?: string };
