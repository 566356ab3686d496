import { subscribe } from 'node:diagnostics_channel';
import { StatementSync } from 'node:sqlite';
import { Client } from 'pg';

/**
 * Tells of every step that another process could notice: calls in and out through the channels
 * that Node and undici publish, commits at the database drivers. The server knows nothing of it.
 */
export function watchBoundaries(step: (name: string) => void): void {
  callsIn(step);
  callsOut(step);
  sqliteWrites(step);
  postgresWrites(step);
}

const PARTS_OF_THE_FLOW = /^\/(?:v1|slack)\//u;

function callsIn(step: (name: string) => void): void {
  const told = (when: string) => (message: unknown) => {
    const { method = '', url = '' } = (message as { request: { method?: string; url?: string } })
      .request;
    if (PARTS_OF_THE_FLOW.test(url)) step(`${when} ${method} ${url.replace(/req_\w+/u, ':id')}`);
  };
  subscribe('http.server.request.start', told('came in:'));
  subscribe('http.server.response.finish', told('answered:'));
}

function callsOut(step: (name: string) => void): void {
  const told = (when: string) => (message: unknown) => {
    const { path } = (message as { request: { path: string } }).request;
    step(`${when} ${path.replace(/\?.*/u, '')}`);
  };
  subscribe('undici:request:create', told('about to call'));
  // The bytes are with the kernel: the other side will read them, and the answer finds nobody.
  subscribe('undici:request:bodySent', told('called'));
  subscribe('undici:request:headers', told('heard from'));
}

function sqliteWrites(step: (name: string) => void): void {
  const open = new Transaction();
  for (const method of ['run', 'all'] as const) {
    const { [method]: original } = StatementSync.prototype as {
      [name in typeof method]: (...values: unknown[]) => unknown;
    };
    const watched = function (this: StatementSync, ...values: unknown[]) {
      const commits = open.take(this.sourceSQL);
      if (commits === null) return original.apply(this, values);
      step(`before the commit of ${commits}`);
      const result = original.apply(this, values);
      step(`after the commit of ${commits}`);
      return result;
    };
    Object.assign(StatementSync.prototype, { [method]: watched });
  }
}

function postgresWrites(step: (name: string) => void): void {
  const open = new WeakMap<Client, Transaction>();
  const { query: original } = Client.prototype as { query: (...args: unknown[]) => unknown };
  const watched = function (this: Client, ...args: unknown[]) {
    const [query] = args;
    const text = typeof query === 'object' && query && 'text' in query ? String(query.text) : '';
    const transaction = open.get(this) ?? new Transaction();
    open.set(this, transaction);
    const commits = transaction.take(text);
    if (commits === null) return original.apply(this, args);
    step(`before the commit of ${commits}`);
    const answer = original.apply(this, args) as Promise<unknown>;
    setImmediate(() => step(`in doubt of the commit of ${commits}`));
    return answer.then((result) => {
      step(`after the commit of ${commits}`);
      return result;
    });
  };
  Object.assign(Client.prototype, { query: watched });
}

/** What one connection is about to commit. */
class Transaction {
  #isOpen = false;
  #tables = new Set<string>();

  /** The tables that this statement commits; null where it commits nothing. */
  take(sql: string): string | null {
    for (const [, table] of sql.matchAll(/(?:insert into|update|delete from) "(\w+)"/gu)) {
      this.#tables.add(table ?? '');
    }
    if (sql.startsWith('begin')) this.#isOpen = true;
    const ends = sql === 'commit' || sql === 'rollback';
    if (this.#isOpen && !ends) return null;
    const tables = [...this.#tables].sort().join(' ');
    this.#isOpen = false;
    this.#tables.clear();
    return tables === '' || sql === 'rollback' ? null : tables;
  }
}
