import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Changes } from './changes.ts';
import { secret } from './ids.ts';
import { isObject, parseJson, text } from './json.ts';
import type { Workspace } from './workspace.ts';

const maxConnections = 10;

export type EnvelopeType = 'interactive' | 'slash_commands' | 'events_api';
export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

export interface Envelope {
  envelope_id: string;
  type: EnvelopeType;
  payload: unknown;
  accepts_response_payload: boolean;
  retry_attempt?: number;
  retry_reason?: string;
}

/** Socket Mode. Source: https://docs.slack.dev/apis/events-api/using-socket-mode */
export class Sockets {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #waiting = new Map<string, (payload: unknown) => void>();
  readonly #workspace: Workspace;
  readonly #changes: Changes;
  #connections: WebSocket[] = [];
  #turn = 0;

  constructor(workspace: Workspace, changes: Changes) {
    this.#workspace = workspace;
    this.#changes = changes;
  }

  /** The path and query of a WebSocket URL that opens one connection. */
  issueTicket(): string {
    const ticket = secret();
    this.#tickets.add(ticket);
    return `/link/?ticket=${ticket}&app_id=${this.#workspace.app.id}`;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://slack');
    if (url.pathname !== '/link/' || !this.#tickets.delete(url.searchParams.get('ticket') ?? '')) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (connection) => this.#welcome(connection));
  }

  get connections(): number {
    return this.#connections.length;
  }

  /**
   * To any one connection. Resolves with the payload of the acknowledgement, whichever connection
   * brings it; rejects when nobody is connected or nothing came back in time.
   */
  async deliver(envelope: Envelope, withinMs: number): Promise<unknown> {
    const open = this.#connections.filter(({ readyState }) => readyState === WebSocket.OPEN);
    const connection = open[this.#turn++ % open.length];
    if (connection === undefined) throw new Error('No Socket Mode connection is open.');
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const late = new DOMException('The envelope was not acknowledged in time.', 'TimeoutError');
    const timer = setTimeout(() => reject(late), withinMs);
    this.#waiting.set(envelope.envelope_id, resolve);
    connection.send(JSON.stringify(envelope));
    return promise.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(envelope.envelope_id);
    });
  }

  /**
   * `warning` announces the end of a connection; any other reason also ends it. All of them, or
   * the one at `index` in the order of their opening.
   */
  disconnect(reason: DisconnectReason, index?: number): void {
    const struck = this.#connections.filter((_, at) => index === undefined || at === index);
    for (const connection of struck) sendDisconnect(connection, reason);
    if (reason === 'warning') return;
    for (const connection of struck) connection.close(1000);
    this.#forget((connection) => !struck.includes(connection));
  }

  close(): void {
    for (const connection of this.#server.clients) connection.terminate();
    this.#server.close();
    this.#forget(() => false);
  }

  #welcome(connection: WebSocket): void {
    if (this.#connections.length >= maxConnections) {
      sendDisconnect(connection, 'too_many_websockets');
      connection.close(1000);
      return;
    }
    this.#connections.push(connection);
    connection.on('message', (data: Buffer) => this.#acknowledge(data.toString()));
    connection.on('close', () => this.#forget((other) => other !== connection));
    connection.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#connections.length,
        connection_info: { app_id: this.#workspace.app.id },
        debug_info: { host: 'applink-emulated', approximate_connection_time: 18_060 },
      }),
    );
    this.#changes.notify({ kind: 'socket' });
  }

  #acknowledge(data: string): void {
    const message = parseJson(data);
    if (!isObject(message)) return;
    this.#waiting.get(text(message['envelope_id']) ?? '')?.(message['payload']);
  }

  #forget(keep: (connection: WebSocket) => boolean): void {
    this.#connections = this.#connections.filter(keep);
    this.#changes.notify({ kind: 'socket' });
  }
}

function sendDisconnect(connection: WebSocket, reason: string): void {
  const debug_info = { host: 'applink-emulated' };
  connection.send(JSON.stringify({ type: 'disconnect', reason, debug_info }));
}
