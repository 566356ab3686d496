import type { Call } from '../calls.ts';
import type { Fault, FaultKind } from '../faults.ts';
import type { StoredFile } from '../files.ts';
import type { Ephemeral, Message } from '../messages.ts';
import type { RequestUrls } from '../options.ts';
import type { Click, ViewClick } from '../people/click.ts';
import type { Command } from '../people/command.ts';
import type { SlackEvent } from '../people/event.ts';
import type { Post } from '../people/post.ts';
import type { ViewClosing, ViewSubmission } from '../people/submit-view.ts';
import type { DisconnectReason } from '../sockets.ts';
import type { View } from '../views.ts';
import type { WorkspaceSeed } from '../workspace.ts';
import { get, post } from './calls.ts';
import type { RemoteDelivery } from './delivery-log.ts';
import type { RemoteWorkspace } from './reads.ts';
import type { StreamEvent } from './stream.ts';
import { untilChange, watch } from './watch.ts';

type RemoteFault = Omit<Fault, 'with'> & { with: Exclude<FaultKind, { until: unknown }> };
type RemoteFile = Omit<StoredFile, 'content'> & { content?: string };

/** A double in another process: the same acts and reads, over its control API. */
export type RemoteSlackDouble = ReturnType<typeof connectSlackDouble>;

/**
 * The double at `url`, started there with `control: true`. Calls reject with the double's sentence
 * where it refuses, and go over kept-alive connections, as many at once as are made.
 */
export function connectSlackDouble(url: string) {
  const base = url.replace(/\/+$/, '');
  const act = <T = void>(name: string, body: object = {}) =>
    post<T>(`${base}/double/${name}`, body);
  const read = <T>(name: string, query: Record<string, string> = {}) =>
    get<T>(`${base}/double/${name}?${new URLSearchParams(query)}`);
  const onChange = (listener: (event: StreamEvent) => void) =>
    watch(`${base}/double/stream`, listener);
  return {
    url: base,
    apiUrl: `${base}/api/`,

    click: (it: Click) => act<RemoteDelivery>('click', it),
    clickInView: (it: ViewClick) => act<RemoteDelivery>('click-in-view', it),
    clickInHome: (it: ViewClick) => act<RemoteDelivery>('click-in-home', it),
    submitView: (it: Omit<ViewSubmission, 'view'>) => act<RemoteDelivery>('submit', it),
    /** Null where the view did not ask to be told. */
    closeView: (it: ViewClosing) => act<RemoteDelivery | null>('close', it),
    command: (it: Command) => act<RemoteDelivery>('command', it),
    post: (it: Post) => act<Message>('post', it),

    event: (inner: SlackEvent) => act<RemoteDelivery>('event', inner),
    redeliver: ({ id }: RemoteDelivery) => act<RemoteDelivery>('redeliver', { id }),
    retryEvents: () => act<RemoteDelivery[]>('retry-events'),
    incomingWebhook: (channel: string) => act<string>('incoming-webhook', { channel }),
    oauthCode: (options: { rotating?: boolean } = {}) => act<string>('oauth-code', options),

    messages: (channel: string) => read<Message[]>('messages', { channel }),
    message: (channel: string, ts: string) => read<Message | null>('message', { channel, ts }),
    ephemerals: () => read<Ephemeral[]>('ephemerals'),
    home: (user: string) => read<View | null>('home', { user }),
    views: (user: string) => read<View[]>('views', { user }),
    /** Their content in base64. */
    files: () => read<RemoteFile[]>('files'),
    calls: (method?: string) => read<Call[]>('calls', method === undefined ? {} : { method }),
    /** Their payloads. */
    undeliveredEvents: () => read<unknown[]>('undelivered-events'),
    connections: () => read<number>('connections'),
    workspace: () => read<RemoteWorkspace>('workspace'),

    fail: (fault: RemoteFault) => act('faults', fault),
    clearFaults: () => act('clear-faults'),
    setPace: (on: boolean) => act('pace', { on }),
    seed: (more: WorkspaceSeed) => act('seed', more),
    setRequestUrls: (urls: RequestUrls) => act('request-urls', urls),
    setSocketMode: (on: boolean) => act('socket-mode', { on }),
    warnSocket: (index?: number) => act('warn-socket', { index }),
    disconnectSocket: (reason?: DisconnectReason, index?: number) =>
      act('disconnect-socket', { reason, index }),
    setToken: (becomes: 'revoked' | 'inactive' | 'expired', token?: string) =>
      act('token', { becomes, token }),

    /** Listening once it resolves, with the function that ends it. */
    watch: onChange,
    /** Resolves once it holds, looking again at each change; rejects after `withinMs` (10,000). */
    until: (holds: () => boolean | Promise<boolean>, withinMs = 10_000) =>
      untilChange(onChange, holds, withinMs),
  };
}
