import { changeDigest } from '@countersign/core/change';
import type {
  DeadDelivery,
  GrantAsk,
  IssuedGrant,
  OutcomeReport,
  RequestView,
  Submission,
} from '@countersign/core/wire/types';
import type { IdentityView, NewKey } from '@countersign/core/wire/identity-types';
import type {
  Credential as OpenedCredential,
  CredentialKey,
} from '@countersign/core/wire/credential-types';
import type { Credential } from './credential.ts';
import { assertApproved, mismatch } from './assert-approved.ts';
import { readDeadDeliveries } from './delivery.ts';
import { readIdentities, readIdentity, readNewKey } from './identity.ts';
import { CountersignError } from './error.ts';
import { readExplanation, type Explanation } from './explanation.ts';
import { readGrant } from './grant.ts';
import { readJson, send, type Call, type Connection } from './http.ts';
import { readCredential } from './opened.ts';
import { patiently } from './retry.ts';
import { systemTiming, type Timing } from './timing.ts';
import { serviceUrl } from './url.ts';
import { readPage, readView } from './view.ts';
import { wait, type WaitOptions } from './wait.ts';

export type ConnectOptions = {
  /** Where the service is, as in `https://countersign.example.com`. */
  url: string;
  /** Only a log that is open to anyone can be read without one. */
  credential?: Credential | undefined;
  fetch?: typeof fetch;
  timing?: Timing;
  /** A short call is tried again for this long while the service is away; 30 s unless told. */
  patienceMs?: number | undefined;
  /** How long the answer to a short call may take; 30 s unless told. */
  answerMs?: number | undefined;
  /** Called before a short call is tried again, unless the call has its own. */
  onTrouble?: WaitOptions['onTrouble'];
  /** Called when the service answers again. */
  onRecovery?: WaitOptions['onRecovery'];
};

export type RequestOptions = {
  /** The same key and submission find the same request again; random unless told. */
  idempotencyKey?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Called when the service cannot be reached for the moment. */
  onTrouble?: WaitOptions['onTrouble'];
};

export type ListOptions = {
  status?: RequestView['status'] | undefined;
  after?: string | undefined;
  limit?: number | undefined;
};

const PATIENCE_MS = 30_000;
const ANSWER_MS = 30_000;

/** A bot's side of the API, and an operator's. Every method throws {@link CountersignError}. */
export class Countersign {
  readonly #connection: Connection;
  readonly #patienceMs: number;
  readonly #answerMs: number;
  readonly #onTrouble: WaitOptions['onTrouble'];
  readonly #onRecovery: WaitOptions['onRecovery'];

  constructor(options: ConnectOptions) {
    this.#connection = {
      url: serviceUrl(options.url),
      credential: options.credential,
      fetch: options.fetch ?? globalThis.fetch,
      timing: options.timing ?? systemTiming,
    };
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
    this.#answerMs = options.answerMs ?? ANSWER_MS;
    this.#onTrouble = options.onTrouble;
    this.#onRecovery = options.onRecovery;
  }

  /**
   * Asks. Throws `digest_mismatch`, and takes the request back, unless the service shows people
   * the very change that was submitted.
   */
  async request(submission: Submission, options: RequestOptions = {}): Promise<RequestView> {
    return (await this.ask(submission, options)).view;
  }

  /**
   * The same, with whether the request was made by this call. One that was not is somebody else's,
   * too: they asked the same and wait for the same decision.
   */
  async ask(
    submission: Submission,
    options: RequestOptions = {},
  ): Promise<{ view: RequestView; isNew: boolean }> {
    const { idempotencyKey = crypto.randomUUID() } = options;
    const digest = changeDigest(submission);
    const headers = { 'idempotency-key': idempotencyKey };
    const path = 'v1/requests';
    let tries = 0;
    const onTrouble = (error: CountersignError) => {
      tries += 1;
      (options.onTrouble ?? this.#onTrouble)?.(error);
    };
    const call = { method: 'POST', path, headers, body: submission } as const;
    const answer = await this.#call(call, { ...options, onTrouble });
    const view = readView(await readJson(answer));
    // A try whose answer was lost may have made it.
    const isNew = answer.status === 201 || tries > 0;
    if (view.digest === digest) return { view, isNew };
    if (isNew) await this.withdraw(view.id).catch(() => undefined);
    throw mismatch(view, digest);
  }

  /** Waits until the request is decided, expired or withdrawn; `wait_timed_out` when it takes longer. */
  wait(id: string, options: WaitOptions = {}): Promise<RequestView> {
    return wait(this.#connection, id, options);
  }

  /**
   * Asks and waits. Returns only what is approved and has the digest of this submission; throws
   * `not_approved` otherwise. Whatever should not run unapproved belongs after it.
   */
  async approved(
    submission: Submission,
    options: RequestOptions & WaitOptions = {},
  ): Promise<RequestView> {
    const { id } = await this.request(submission, options);
    return assertApproved(await this.wait(id, options), submission);
  }

  /** `people`: with the names of those who may still give what is missing, which takes longer. */
  async get(id: string, { people = false } = {}): Promise<RequestView> {
    const path = `${requestPath(id)}${people ? '?include=people' : ''}`;
    return readView(await readJson(await this.#call({ path })), id);
  }

  /** How the request ended; undefined while it is pending. */
  async decision(id: string): Promise<RequestView['decision']> {
    const { decision } = await this.get(id);
    return decision;
  }

  async list(options: ListOptions = {}): Promise<{ items: RequestView[]; next?: string }> {
    return readPage(await readJson(await this.#call({ path: `v1/requests?${queryOf(options)}` })));
  }

  async withdraw(id: string): Promise<RequestView> {
    await this.#call({ method: 'POST', path: `${requestPath(id)}/withdraw` });
    return this.get(id);
  }

  /**
   * Takes the approval for one run, right before it begins. `run` is a random name for it, 1 to 100
   * visible ASCII characters; the same run may say it again. Throws `already_started` where another
   * run has it, `not_approved` where there is none: then nothing may begin.
   */
  async start(
    id: string,
    run: string,
    options: Omit<RequestOptions, 'idempotencyKey'> = {},
  ): Promise<RequestView> {
    const path = `${requestPath(id)}/start`;
    const answer = await this.#call({ method: 'POST', path, body: { run } }, options);
    return readView(await readJson(answer), id);
  }

  /**
   * The grant of an approval, for the run that has taken it and with the digest of what is about to
   * run. The same run may ask again. Throws `no_grant` where policy gives none.
   */
  async grant(
    id: string,
    ask: GrantAsk,
    options: Omit<RequestOptions, 'idempotencyKey'> = {},
  ): Promise<IssuedGrant> {
    const path = `${requestPath(id)}/grant`;
    const answer = await this.#call({ method: 'POST', path, body: ask }, options);
    return readGrant(await readJson(answer), ask.digest);
  }

  /** Gives a grant back, by its id: nothing is opened by it from now on. */
  async giveBack(
    grant: string,
    options: Omit<RequestOptions, 'idempotencyKey'> = {},
  ): Promise<void> {
    const path = `v1/grants/${encodeURIComponent(grant)}/revoke`;
    await this.#call({ method: 'POST', path }, options);
  }

  /**
   * Has a grant open a system, with the digest of what is about to run, until the grant ends. Each call
   * is another opening; where an answer is lost, a fresh credential takes its place, and
   * `credential_taken` is thrown for what is handed over once. `publicKey` is for SSH and secrets.
   */
  async credential(
    grant: string,
    ask: { target: string; digest: string; publicKey?: CredentialKey },
    options: RequestOptions = {},
  ): Promise<OpenedCredential> {
    const { idempotencyKey = crypto.randomUUID() } = options;
    const path = `v1/grants/${encodeURIComponent(grant)}/credentials`;
    const headers = { 'idempotency-key': idempotencyKey };
    const answer = await this.#call({ method: 'POST', path, headers, body: ask }, options);
    return readCredential(await readJson(answer), ask.target);
  }

  /** Reports how the approved command ended, with the `run` that took the approval. */
  async outcome(
    id: string,
    outcome: OutcomeReport,
    options: Omit<RequestOptions, 'idempotencyKey'> = {},
  ): Promise<void> {
    const path = `${requestPath(id)}/outcome`;
    await this.#call({ method: 'POST', path, body: outcome }, options);
  }

  /** Who would have to agree to such a request, or to this very one; nobody is asked. */
  async explain(
    submission: Submission,
    options: Omit<RequestOptions, 'idempotencyKey'> = {},
  ): Promise<Explanation> {
    const { action, environment, resource, ...more } = submission;
    const path = 'v1/policy/explain';
    const isBare = Object.values(more).every((value) => value === undefined);
    const call = isBare
      ? { path: `${path}?${new URLSearchParams({ action, environment, resource })}` }
      : { method: 'POST' as const, path, body: submission };
    return readExplanation(await readJson(await this.#call(call, options)));
  }

  /** Requests of all identities, newest first. Takes an operator's key, as the next ones do. */
  async listAll(options: ListOptions = {}): Promise<{ items: RequestView[]; next?: string }> {
    const path = `v1/operator/requests?${queryOf(options)}`;
    return readPage(await readJson(await this.#call({ path })));
  }

  /** What the service gave up, oldest first. */
  async deadDeliveries(
    options: Omit<ListOptions, 'status'> = {},
  ): Promise<{ items: DeadDelivery[]; next?: string }> {
    const path = `v1/operator/deliveries/dead?${queryOf(options)}`;
    return readDeadDeliveries(await readJson(await this.#call({ path })));
  }

  /** Tries it again; `not_found` where it is not given up, or no longer. */
  async retryDelivery(id: string): Promise<void> {
    const path = `v1/operator/deliveries/${encodeURIComponent(id)}/retry`;
    await this.#call({ method: 'POST', path });
  }

  /** A page of the register, for an operator; `only` one kind of them, such as `stale`. */
  async identities(
    options: { only?: string | undefined; after?: string | undefined; limit?: number } = {},
  ): Promise<{ items: IdentityView[]; next?: string }> {
    const path = `v1/identities?${queryOf(options)}`;
    return readIdentities(await readJson(await this.#call({ path })));
  }

  async identity(id: string): Promise<IdentityView> {
    return readIdentity(await readJson(await this.#call({ path: identityPath(id) })));
  }

  /** It asks for nothing from now on, nothing that was approved starts, and its grants end. */
  async suspendIdentity(id: string, reason: string): Promise<IdentityView> {
    const path = `${identityPath(id)}/suspend`;
    const answer = await this.#call({ method: 'POST', path, body: { reason } });
    return readIdentity(await readJson(answer));
  }

  async resumeIdentity(id: string): Promise<IdentityView> {
    const path = `${identityPath(id)}/resume`;
    return readIdentity(await readJson(await this.#call({ method: 'POST', path })));
  }

  /** A new key; the old one goes on for `overlapMs`. Tried once: each try would make a key. */
  async rotateIdentityKey(id: string, overlapMs?: number): Promise<NewKey> {
    const path = `${identityPath(id)}/keys/rotate`;
    const body = overlapMs === undefined ? {} : { overlap: overlapMs / 1_000 };
    const call = { method: 'POST', path, body, timeoutMs: this.#answerMs } as const;
    return readNewKey(await readJson(await send(this.#connection, call)));
  }

  /** The evidence bundle, as the service sent it; waits while the entries are being sealed. */
  async evidence(id: string): Promise<Uint8Array> {
    return bytesOf(await this.#call({ path: `${requestPath(id)}/evidence` }));
  }

  /** A file of the log: `checkpoint`, `key`, `tile/...` (c2sp.org/tlog-tiles). */
  async logFile(path: string): Promise<Uint8Array> {
    return bytesOf(await this.#call({ path: `log/${path}` }));
  }

  // The signal ends the tries, not the call under way: a request that was sent must be known by its id.
  #call(
    call: Omit<Call, 'timeoutMs'>,
    options: Omit<RequestOptions, 'idempotencyKey'> = {},
  ): Promise<Response> {
    const { signal, onTrouble = this.#onTrouble } = options;
    const { timing } = this.#connection;
    const onRecovery = this.#onRecovery;
    const until = timing.now() + this.#patienceMs;
    const patience = { timing, until, signal, onTrouble, onRecovery };
    const timed = { ...call, timeoutMs: this.#answerMs };
    return patiently(() => send(this.#connection, timed), patience);
  }
}

export function connect(options: ConnectOptions): Countersign {
  return new Countersign(options);
}

function queryOf(options: object): URLSearchParams {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
}

function identityPath(id: string): string {
  return `v1/identities/${encodeURIComponent(id)}`;
}

function requestPath(id: string): string {
  return `v1/requests/${encodeURIComponent(id)}`;
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new CountersignError('unreachable', 'The answer broke off.', { cause });
  }
}
