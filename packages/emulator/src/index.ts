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
export { startTeamsDouble } from './teams/double.ts';
export { connectTeamsDouble, type RemoteTeamsDouble } from './teams/control/client.ts';
export type { RemoteTeamsDelivery } from './teams/control/delivery-log.ts';
export type { RemoteDirectory } from './teams/control/reads.ts';
export type { TeamsStreamEvent } from './teams/control/stream.ts';
export type { RawActivity, TeamsDouble } from './teams/double.ts';
export type { BotSeed, TeamsDoubleOptions } from './teams/options.ts';
export type { TeamsCall } from './teams/calls.ts';
export type { TeamsChange } from './teams/changes.ts';
export type { TeamsDelivery } from './teams/delivery.ts';
export type { Dialog } from './teams/dialogs.ts';
export type {
  ChannelSeed as TeamsChannelSeed,
  Directory,
  DirectorySeed,
  Group,
  GroupSeed,
  Person,
  PersonSeed,
  TeamSeed,
} from './teams/directory.ts';
export type { TeamsFault, TeamsFaultKind } from './teams/faults.ts';
export type { Forgery } from './teams/forgery.ts';
export type { TeamsMessage } from './teams/messages.ts';
export type { CardClick } from './teams/people/click.ts';
export type { DialogSubmission } from './teams/people/dialog.ts';
export type { Inputs } from './teams/people/inputs.ts';
export type { Installation } from './teams/people/install.ts';
export type { Refresh } from './teams/people/refresh.ts';
export type { Said, Utterance } from './teams/people/say.ts';
export type { Notice } from './teams/views.ts';
export { validateCard } from './teams/cards/validate.ts';
export type { CardViolation } from './teams/cards/validate.ts';
