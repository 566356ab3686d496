/**
 * What the chat page needs from the Slack double: read a workspace, act in it as a person, hear of
 * changes. Objects carry the field names of Slack's Web API (https://docs.slack.dev/reference/objects).
 */

export interface PageUser {
  id: string;
  team_id: string;
  name: string;
  real_name: string;
  deleted: boolean;
  is_bot: boolean;
  is_restricted: boolean;
  is_ultra_restricted: boolean;
  /** From another organisation, met through Slack Connect. */
  is_stranger: boolean;
}

export interface PageChannel {
  id: string;
  name: string;
  is_private: boolean;
  is_archived: boolean;
  is_ext_shared: boolean;
  /** User ids. */
  members: readonly string[];
}

export interface PageUsergroup {
  id: string;
  handle: string;
  name: string;
  /** User ids. */
  users: readonly string[];
}

export interface PageFile {
  id: string;
  title: string;
  /** The text itself, where the file is text. */
  content?: string;
}

export interface PageMessage {
  channel: string;
  ts: string;
  /** The parent's `ts`, on a reply. */
  thread_ts?: string;
  user: string;
  text: string;
  blocks?: readonly unknown[];
  edited?: { ts: string };
  files?: readonly PageFile[];
}

/** An open modal. */
export interface PageView {
  id: string;
  view: unknown;
}

export interface PageCommand {
  /** With its slash. */
  command: string;
  description: string;
  usage_hint?: string;
}

/** The value of one input, as in `view.state.values[block_id][action_id]`. */
export type InputState = Record<string, unknown> & { type: string };

/** block_id -> action_id -> state. */
export type ViewState = Record<string, Record<string, InputState>>;

/** Where an interactive element was used. */
export type Container =
  | { type: 'message'; channel: string; ts: string }
  | { type: 'view'; view_id: string }
  | { type: 'home' };

export interface Click {
  user: string;
  container: Container;
  block_id: string;
  action_id: string;
  /** What the person chose, for elements other than buttons: `selected_option` and the like. */
  chosen?: Record<string, unknown>;
}

/**
 * What came of an act. `error` is what a person sees beside Slack's warning triangle when the app did
 * not answer within 3 s, or badly; `errors` are the field errors of a modal, by block_id.
 */
export type Outcome = { ok: true } | { ok: false; error: string; errors?: Record<string, string> };

export interface PageSource {
  team(): { id: string; name: string };
  /** The app's bot user. */
  app(): { name: string; user: string; commands: readonly PageCommand[] };
  users(): readonly PageUser[];
  channels(): readonly PageChannel[];
  usergroups(): readonly PageUsergroup[];
  /** Oldest first, thread replies included. */
  messages(channel: string): readonly PageMessage[];
  /** Messages only this person can see, oldest first. */
  ephemerals(user: string): readonly PageMessage[];
  /** The App Home view published for this person. */
  home(user: string): unknown;
  /** The modal stack of this person, the visible one last. */
  views(user: string): readonly PageView[];

  /** Opens the App Home tab, which sends `app_home_opened`. */
  openHome(user: string): Promise<Outcome>;
  click(click: Click): Promise<Outcome>;
  submitView(act: { user: string; view_id: string; state: ViewState }): Promise<Outcome>;
  closeView(act: { user: string; view_id: string }): Promise<Outcome>;
  command(act: {
    user: string;
    channel: string;
    command: string;
    text: string;
    thread_ts?: string;
  }): Promise<Outcome>;
  post(act: { user: string; channel: string; text: string; thread_ts?: string }): Promise<Outcome>;

  /** Calls `changed` after every change; returns the function that ends it. */
  subscribe(changed: () => void): () => void;
}
