import { changeDigest } from '@countersign/core/change';
import { CanonicalError } from '@countersign/core/digest';
import type {
  GrantAsk,
  IssuedGrant,
  OutcomeReport,
  RequestView,
  Submission,
} from '@countersign/core/wire/types';
import type {
  Credential as OpenedCredential,
  CredentialKey,
} from '@countersign/core/wire/credential-types';
import { assertApproved, mismatch } from './assert-approved.ts';
import { Calls, type CallOptions, type ConnectOptions } from './calls.ts';
import { CountersignError } from './error.ts';
import { readExplanation, type Explanation } from './explanation.ts';
import { readGrant } from './grant.ts';
import { bytesOf, queryOf, readJson } from './http.ts';
import { readCredential } from './opened.ts';
import { OperatorSide, type ListOptions } from './operator-side.ts';
import { readPage, readView } from './view.ts';
import { wait, type WaitOptions } from './wait.ts';

export type { ConnectOptions, ListOptions };

export type RequestOptions = CallOptions & {
  /** The same key and submission find the same request again; random unless told. */
  idempotencyKey?: string | undefined;
};

/** A bot's side of the API, and an operator's. Every method throws {@link CountersignError}. */
export class Countersign extends OperatorSide {
  readonly #calls: Calls;

  constructor(options: ConnectOptions) {
    const calls = new Calls(options);
    super(calls);
    this.#calls = calls;
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
    const digest = digestOf(submission);
    // Who gave up already asks nobody: later, the signal ends the tries and not the call.
    options.signal?.throwIfAborted();
    const headers = { 'idempotency-key': idempotencyKey };
    const path = 'v1/requests';
    let tries = 0;
    const onTrouble = (error: CountersignError) => {
      tries += 1;
      (options.onTrouble ?? this.#calls.onTrouble)?.(error);
    };
    const call = { method: 'POST', path, headers, body: submission } as const;
    const answer = await this.#calls.call(call, { ...options, onTrouble });
    const view = readView(await readJson(answer));
    // A try whose answer was lost may have made it.
    const isNew = answer.status === 201 || tries > 0;
    if (view.digest === digest) return { view, isNew };
    if (isNew) await this.withdraw(view.id).catch(() => undefined);
    throw mismatch(view, digest);
  }

  /** Waits until the request is decided, expired or withdrawn; `wait_timed_out` when it takes longer. */
  wait(id: string, options: WaitOptions = {}): Promise<RequestView> {
    return wait(this.#calls.connection, id, options);
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
    return readView(await readJson(await this.#calls.call({ path })), id);
  }

  /** How the request ended; undefined while it is pending. */
  async decision(id: string): Promise<RequestView['decision']> {
    const { decision } = await this.get(id);
    return decision;
  }

  async list(options: ListOptions = {}): Promise<{ items: RequestView[]; next?: string }> {
    return readPage(
      await readJson(await this.#calls.call({ path: `v1/requests?${queryOf(options)}` })),
    );
  }

  async withdraw(id: string): Promise<RequestView> {
    await this.#calls.call({ method: 'POST', path: `${requestPath(id)}/withdraw` });
    return this.get(id);
  }

  /**
   * Takes the approval for one run, right before it begins. `run` is a random name for it, 1 to 100
   * visible ASCII characters; the same run may say it again. Throws `already_started` where another
   * run has it, `not_approved` where there is none: then nothing may begin.
   */
  async start(id: string, run: string, options: CallOptions = {}): Promise<RequestView> {
    const path = `${requestPath(id)}/start`;
    const answer = await this.#calls.call({ method: 'POST', path, body: { run } }, options);
    return readView(await readJson(answer), id);
  }

  /**
   * The grant of an approval, for the run that has taken it and with the digest of what is about to
   * run. The same run may ask again. Throws `no_grant` where policy gives none.
   */
  async grant(id: string, ask: GrantAsk, options: CallOptions = {}): Promise<IssuedGrant> {
    const path = `${requestPath(id)}/grant`;
    const answer = await this.#calls.call({ method: 'POST', path, body: ask }, options);
    return readGrant(await readJson(answer), ask.digest);
  }

  /** Gives a grant back, by its id: nothing is opened by it from now on. */
  async giveBack(grant: string, options: CallOptions = {}): Promise<void> {
    const path = `v1/grants/${encodeURIComponent(grant)}/revoke`;
    await this.#calls.call({ method: 'POST', path }, options);
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
    const answer = await this.#calls.call({ method: 'POST', path, headers, body: ask }, options);
    return readCredential(await readJson(answer), ask.target);
  }

  /** Reports how the approved command ended, with the `run` that took the approval. */
  async outcome(id: string, outcome: OutcomeReport, options: CallOptions = {}): Promise<void> {
    const path = `${requestPath(id)}/outcome`;
    await this.#calls.call({ method: 'POST', path, body: outcome }, options);
  }

  /** Who would have to agree to such a request, or to this very one; nobody is asked. */
  async explain(submission: Submission, options: CallOptions = {}): Promise<Explanation> {
    const { action, environment, resource, ...more } = submission;
    const path = 'v1/policy/explain';
    const isBare = Object.values(more).every((value) => value === undefined);
    const call = isBare
      ? { path: `${path}?${new URLSearchParams({ action, environment, resource })}` }
      : { method: 'POST' as const, path, body: submission };
    return readExplanation(await readJson(await this.#calls.call(call, options)));
  }

  /** The evidence bundle, as the service sent it; waits while the entries are being sealed. */
  async evidence(id: string): Promise<Uint8Array> {
    return bytesOf(await this.#calls.call({ path: `${requestPath(id)}/evidence` }));
  }

  /** A file of the log: `checkpoint`, `key`, `tile/...` (c2sp.org/tlog-tiles). */
  async logFile(path: string): Promise<Uint8Array> {
    return bytesOf(await this.#calls.call({ path: `log/${path}` }));
  }
}

export function connect(options: ConnectOptions): Countersign {
  return new Countersign(options);
}

/** Throws `invalid` for what JSON cannot say exactly, such as NaN. */
function digestOf(submission: Submission): string {
  try {
    return changeDigest(submission);
  } catch (cause) {
    if (!(cause instanceof CanonicalError)) throw cause;
    const sentence = `The submission cannot be sent as it is: ${cause.message}`;
    throw new CountersignError('invalid', sentence, { cause });
  }
}

function requestPath(id: string): string {
  return `v1/requests/${encodeURIComponent(id)}`;
}
