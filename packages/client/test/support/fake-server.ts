import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { changeDigest } from '@countersign/core/change';
import type {
  GrantAsk,
  OutcomeReport,
  RequestView,
  Submission,
} from '@countersign/core/wire/types';
import type { Explanation } from '../../src/sdk/explanation.ts';
import { bodyOf, parse, problem, type Reply } from './reply.ts';
import { viewOf } from './views.ts';

export type Seen = {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: unknown;
};

/** What a command gets, and nobody else. */
export const TOKEN = 'header.claims.signature-of-a-secret-kind';

/** A service that speaks as docs/guides/api.md says, on a real socket, with faults on demand. */
export class FakeServer {
  readonly seen: Seen[] = [];
  readonly requests = new Map<string, RequestView>();
  readonly files = new Map<string, Buffer>();
  /**
   * Answers to give, first come first served, instead of the proper ones; `hang up` closes the socket,
   * `break off` does what it is asked and closes it in the middle of the answer.
   */
  readonly faults: (Reply | 'hang up' | 'break off')[] = [];
  /** Changes a request before it is answered for the first time. */
  edit: (view: RequestView) => RequestView = (view) => view;
  /** What policy says of whatever is asked. */
  explanation: Explanation = { outcome: 'ask', text: 'production applies' };
  onWait: (view: RequestView) => void = () => undefined;
  /** Called with `POST /v1/…` before it is answered. */
  onCall: (call: string) => void = () => undefined;
  apiKey = 'csk_test_key';
  holdMs = 60_000;
  url = '';
  /** The token of the grants that are issued. */
  token = TOKEN;
  readonly #byKey = new Map<string, { body: string; id: string }>();
  readonly #runs = new Map<string, string>();
  readonly #waiters = new Set<() => void>();
  #server = createServer();

  static async start(): Promise<FakeServer> {
    const fake = new FakeServer();
    await fake.#listen();
    return fake;
  }

  async #listen(): Promise<void> {
    this.#server = createServer((message, response) => void this.#handle(message, response));
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Drops every connection, and the next one; the port stays, which could be another's meanwhile. */
  restart(): void {
    this.faults.unshift('hang up');
    this.#server.closeAllConnections();
  }

  /** Drops every connection, as kill -9 does. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => {
      this.#server.close(resolve);
    });
    this.#server.closeAllConnections();
    await closed;
  }

  /** Called when a run takes an approval. */
  onStart: () => void = () => undefined;

  /** How the grants that were issued stand, by id. */
  readonly grants = new Map<string, 'live' | 'revoked'>();

  /** The newest request. */
  get last(): RequestView {
    const view = [...this.requests.values()].at(-1);
    if (!view) throw new Error('Nothing was requested.');
    return view;
  }

  decide(
    outcome: NonNullable<RequestView['decision']>['outcome'],
    more: Partial<RequestView> = {},
  ): void {
    const view = this.last;
    const by = outcome === 'approved' || outcome === 'rejected' ? [{ id: 'p1', name: 'Ada' }] : [];
    const decision = { outcome, at: new Date().toISOString(), by };
    this.update({ ...view, status: outcome, decision, explanation: `It was ${outcome}.`, ...more });
  }

  update(view: RequestView): void {
    this.requests.set(view.id, view);
    for (const wake of this.#waiters) wake();
  }

  /** A run takes the approval of the newest request. */
  start(run: string): Reply {
    return this.#start(this.last, run);
  }

  async #handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(message);
    const url = new URL(message.url ?? '/', this.url);
    const method = message.method ?? 'GET';
    this.seen.push({
      method,
      path: url.pathname + url.search,
      headers: message.headers,
      body: parse(body),
    });
    this.onCall(`${method} ${url.pathname}`);
    const fault = this.faults.shift();
    if (fault === 'hang up') {
      message.socket.destroy();
      return;
    }
    const whole = fault === 'break off' ? undefined : fault;
    const reply = whole ?? (await this.#answer(method, url, message, body));
    const type = reply.status >= 400 ? 'application/problem+json' : 'application/json';
    const text = reply.raw ?? (reply.body === undefined ? '' : JSON.stringify(reply.body));
    const length = Buffer.byteLength(text);
    response.writeHead(reply.status, {
      'content-type': type,
      'content-length': length,
      ...reply.headers,
    });
    if (fault === 'break off') {
      response.write(text.slice(0, length / 2), () => message.socket.destroy());
    } else response.end(text);
  }

  async #answer(method: string, url: URL, message: IncomingMessage, body: string): Promise<Reply> {
    if (url.pathname.startsWith('/log/')) return this.#file(url.pathname.slice('/log/'.length));
    if (message.headers.authorization !== `Bearer ${this.apiKey}`) {
      return problem(401, 'unauthenticated', 'The key is unknown.');
    }
    const [, , kind, id, part] = url.pathname.split('/');
    if (kind === 'grants') return this.#giveBack(id);
    if (kind === 'policy') return { status: 200, body: this.explanation };
    if (id === undefined) return method === 'POST' ? this.#submit(message, body) : this.#list(url);
    const view = this.requests.get(id);
    if (!view) return problem(404, 'not_found', `There is no request ${id}.`);
    if (part === undefined) return this.#hold(view, message);
    if (part === 'withdraw') return this.#withdraw(view);
    if (part === 'evidence') return this.#file(`evidence/${id}`);
    if (part === 'grant') return this.#grant(view, parse(body) as GrantAsk);
    if (part === 'start') return this.#start(view, (parse(body) as { run: string }).run);
    return this.#report(view, parse(body) as OutcomeReport);
  }

  #start(view: RequestView, run: string): Reply {
    if (view.status !== 'approved') return problem(409, 'not_approved', `It is ${view.status}.`);
    const taken = this.#runs.get(view.id);
    if (taken !== undefined && taken !== run) {
      return problem(409, 'already_started', `It was taken at ${view.started?.at}.`);
    }
    if (taken === undefined && view.outcome) return problem(409, 'already_reported', 'It ended.');
    this.#runs.set(view.id, run);
    this.onStart();
    const started = view.started ?? { at: new Date().toISOString() };
    this.update({ ...view, started });
    return { status: 200, body: this.requests.get(view.id) };
  }

  /** One for a request; policy gives it where the view says so. */
  #grant(view: RequestView, { run, digest, audience = ['aws'] }: GrantAsk): Reply {
    if (!view.grant) return problem(403, 'no_grant', 'Policy gives none.');
    if (this.#runs.get(view.id) !== run)
      return problem(409, 'run_not_started', 'It did not start.');
    if (digest !== view.digest) return problem(409, 'stale_digest', 'It is another change.');
    const expiresAt = new Date(Date.now() + 600_000).toISOString();
    const more = { audience, scope: [], targets: [], expiresAt };
    this.grants.set('grant_1', 'live');
    return {
      status: 200,
      body: { id: 'grant_1', request: view.id, digest, token: this.token, ...more },
    };
  }

  #giveBack(id = ''): Reply {
    if (!this.grants.has(id)) return problem(404, 'not_found', `There is no grant ${id}.`);
    this.grants.set(id, 'revoked');
    return { status: 200, body: {} };
  }

  #report(view: RequestView, { run, ...outcome }: OutcomeReport): Reply {
    const taken = this.#runs.get(view.id);
    if (view.status !== 'approved') return problem(409, 'not_approved', `It is ${view.status}.`);
    if (taken !== undefined && run !== undefined && taken !== run) {
      return problem(409, 'already_started', 'It was taken by another run.');
    }
    const { at = new Date().toISOString(), ...before } = view.outcome ?? {};
    if (view.outcome && !isDeepStrictEqual(before, outcome)) {
      return problem(409, 'already_reported', 'It has another outcome.');
    }
    this.update({ ...view, outcome: { ...outcome, at } });
    return { status: 200, body: this.requests.get(view.id) };
  }

  #submit(message: IncomingMessage, body: string): Reply {
    const key = String(message.headers['idempotency-key']);
    const known = this.#byKey.get(key);
    if (known && known.body !== body) {
      return problem(422, 'idempotency_key_reused', 'The key was used for another request.');
    }
    if (known) return { status: 200, body: this.requests.get(known.id) };
    const digest = changeDigest(parse(body) as Submission);
    const same = [...this.requests.values()].find(
      (view) => view.status === 'pending' && view.digest === digest,
    );
    if (same) {
      this.#byKey.set(key, { body, id: same.id });
      return { status: 200, body: same };
    }
    const view = this.edit(viewOf(`req_${this.requests.size + 1}`, parse(body) as Submission));
    this.requests.set(view.id, view);
    this.#byKey.set(key, { body, id: view.id });
    return { status: 201, headers: { location: `/v1/requests/${view.id}` }, body: view };
  }

  async #hold(view: RequestView, message: IncomingMessage): Promise<Reply> {
    const [, wait] = /^wait=(\d+)$/.exec(String(message.headers.prefer)) ?? [];
    if (wait === undefined) return { status: 200, body: view };
    const applied = { 'preference-applied': `wait=${wait}` };
    if (view.status === 'pending') {
      const changed = this.#changed(Math.min(Number(wait) * 1000, this.holdMs));
      this.onWait(view);
      await changed;
    }
    return { status: 200, headers: applied, body: this.requests.get(view.id) };
  }

  #changed(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiters.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#waiters.add(wake);
    });
  }

  #withdraw(view: RequestView): Reply {
    if (view.status === 'withdrawn') return { status: 200, body: view };
    if (view.status !== 'pending') return problem(409, 'already_decided', 'It is decided already.');
    this.decide('withdrawn');
    return { status: 200, body: this.requests.get(view.id) };
  }

  #list(url: URL): Reply {
    const status = url.searchParams.get('status');
    const all = [...this.requests.values()].toReversed();
    return {
      status: 200,
      body: { items: all.filter((view) => status === null || view.status === status) },
    };
  }

  #file(path: string): Reply {
    const raw = this.files.get(path);
    return raw ? { status: 200, raw } : problem(404, 'not_found', `There is no ${path}.`);
  }
}
