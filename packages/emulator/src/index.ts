export { startSlackDouble } from './double.ts';
export type { SlackDouble } from './double.ts';
export { connectSlackDouble, type RemoteSlackDouble } from './control/client.ts';
export type { RemoteDelivery } from './control/delivery-log.ts';
export type { RemoteWorkspace } from './control/reads.ts';
export type { StreamEvent } from './control/stream.ts';
export type { RequestUrls, SlackDoubleOptions } from './options.ts';
export type { Call } from './calls.ts';
export type { Change } from './changes.ts';
export type { Delivery, SentRequest } from './delivery.ts';
export type { DisconnectReason, Envelope } from './sockets.ts';
export type { Fault, FaultKind } from './faults.ts';
export type { StoredFile } from './files.ts';
export type { Block } from './interactive.ts';
export type { Ephemeral, Message, MessageMetadata, Revision } from './messages.ts';
export type { Click, ViewClick } from './people/click.ts';
export type { Command } from './people/command.ts';
export type { SlackEvent } from './people/event.ts';
export type { InputValues } from './people/input.ts';
export type { Post } from './people/post.ts';
export type { ViewClosing, ViewSubmission } from './people/submit-view.ts';
export type { View } from './views.ts';
export type {
  Channel,
  ChannelSeed,
  Enterprise,
  Team,
  User,
  UserSeed,
  Usergroup,
  UsergroupSeed,
  Workspace,
  WorkspaceSeed,
} from './workspace.ts';
export { validateMessage, validateView } from './blocks/validate.ts';
export type { Violation } from './blocks/validate.ts';
