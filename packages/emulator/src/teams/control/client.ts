import { get, post } from '../../control/calls.ts';
import { untilChange, watch } from '../../control/watch.ts';
import type { JsonObject } from '../../json.ts';
import type { TeamsCall } from '../calls.ts';
import type { Dialog } from '../dialogs.ts';
import type { DirectorySeed } from '../directory.ts';
import type { RawActivity } from '../double.ts';
import type { Operation, TeamsFault, TeamsFaultKind } from '../faults.ts';
import type { TeamsMessage } from '../messages.ts';
import type { CardClick } from '../people/click.ts';
import type { DialogSubmission } from '../people/dialog.ts';
import type { Installation } from '../people/install.ts';
import type { Refresh } from '../people/refresh.ts';
import type { Said } from '../people/say.ts';
import type { Notice } from '../views.ts';
import type { RemoteTeamsDelivery } from './delivery-log.ts';
import type { RemoteDirectory } from './reads.ts';
import type { TeamsStreamEvent } from './stream.ts';

type RemoteFault = Omit<TeamsFault, 'with'> & { with: Exclude<TeamsFaultKind, { until: unknown }> };

/** A double in another process: the same acts and reads, over its control API. */
export type RemoteTeamsDouble = ReturnType<typeof connectTeamsDouble>;

/**
 * The double at `url`, started there with `control: true`; `region` as it was started with. Calls
 * reject with the double's sentence where it refuses.
 */
export function connectTeamsDouble(url: string, region = 'amer') {
  const base = url.replace(/\/+$/, '');
  const act = <T = void>(name: string, body: object = {}) =>
    post<T>(`${base}/double/${name}`, body);
  const read = <T>(name: string, query: Record<string, string> = {}) =>
    get<T>(`${base}/double/${name}?${new URLSearchParams(query)}`);
  const onChange = (listener: (event: TeamsStreamEvent) => void) =>
    watch<TeamsStreamEvent>(`${base}/double/stream`, listener);
  return {
    url: base,
    serviceUrl: `${base}/${region}/`,
    entraUrl: base,
    graphUrl: base,
    openIdMetadataUrl: `${base}/v1/.well-known/openidconfiguration`,

    click: (it: CardClick) => act<RemoteTeamsDelivery>('click', it),
    refresh: (it: Refresh) => act<RemoteTeamsDelivery>('refresh', it),
    open: (it: { person: string; conversation: string }) => act<RemoteTeamsDelivery[]>('open', it),
    submitDialog: (it: DialogSubmission) => act<RemoteTeamsDelivery>('submit-dialog', it),
    closeDialog: (person: string) => act('close-dialog', { person }),
    say: (it: Said) => act<{ message: TeamsMessage; delivery?: RemoteTeamsDelivery }>('say', it),
    install: (it: Installation) => act<RemoteTeamsDelivery[]>('install', it),
    uninstall: (it: Installation) => act<RemoteTeamsDelivery[]>('uninstall', it),
    send: (it: RawActivity) => act<RemoteTeamsDelivery>('send', it),
    redeliver: ({ id }: RemoteTeamsDelivery, options: { newId?: boolean } = {}) =>
      act<RemoteTeamsDelivery>('redeliver', { id, ...options }),
    workflow: (channel: string) => act<string>('workflow', { channel }),

    messages: (conversation: string) => read<TeamsMessage[]>('messages', { conversation }),
    message: (conversation: string, id: string) =>
      read<TeamsMessage | null>('message', { conversation, id }),
    thread: (conversation: string, id: string) =>
      read<TeamsMessage[]>('thread', { conversation, id }),
    shown: (person: string, conversation: string, id: string) =>
      read<JsonObject | null>('shown', { person, conversation, id }),
    notices: (person: string) => read<Notice[]>('notices', { person }),
    dialog: (person: string) => read<Dialog | null>('dialog', { person }),
    chat: (person: string) => read<string>('chat', { person }),
    mri: (person: string) => read<string>('mri', { person }),
    calls: (operation?: Operation) =>
      read<TeamsCall[]>('calls', operation === undefined ? {} : { operation }),
    directory: () => read<RemoteDirectory>('directory'),

    fail: (fault: RemoteFault) => act('faults', fault),
    clearFaults: () => act('clear-faults'),
    setPace: (on: boolean) => act('pace', { on }),
    setAutoRefresh: (on: boolean) => act('auto-refresh', { on }),
    setDisabledByAdmin: (on: boolean) => act('disabled-by-admin', { on }),
    seed: (more: DirectorySeed) => act('seed', more),
    setMessagingEndpoint: (endpoint: string) => act('messaging-endpoint', { url: endpoint }),
    rotateKeys: (options: { dropEarlier?: boolean } = {}) => act('rotate-keys', options),
    revokeTokens: () => act('revoke-tokens'),

    /** Listening once it resolves, with the function that ends it. */
    watch: onChange,
    /** Resolves once it holds, looking again at each change; rejects after `withinMs` (10,000). */
    until: (holds: () => boolean | Promise<boolean>, withinMs = 10_000) =>
      untilChange(onChange, holds, withinMs),
  };
}
