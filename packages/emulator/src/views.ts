import { allBlocks, type Block, fillIds } from './interactive.ts';
import type { Changes } from './changes.ts';
import { copy, type JsonObject, text } from './json.ts';
import { secret, slackId } from './ids.ts';
import { SlackError } from './slack-error.ts';
import type { Workspace } from './workspace.ts';

export type ViewState = Record<string, Record<string, JsonObject>>;

/** A modal or a Home tab, as Slack answers it. Source: https://docs.slack.dev/reference/views */
export interface View {
  id: string;
  team_id: string | null;
  type: 'modal' | 'home';
  callback_id: string;
  private_metadata: string;
  external_id: string;
  title?: JsonObject;
  submit: JsonObject | null;
  close: JsonObject | null;
  blocks: Block[];
  state: { values: ViewState };
  hash: string;
  clear_on_close: boolean;
  notify_on_close: boolean;
  previous_view_id: string | null;
  root_view_id: string;
  app_id: string;
  app_installed_team_id: string;
  bot_id: string;
  /** What the app answered to a refused submission, by block_id. */
  errors?: Record<string, string>;
}

const maxStack = 3;

export class Views {
  readonly #stacks = new Map<string, View[]>();
  readonly #homes = new Map<string, View>();
  readonly #workspace: Workspace;
  readonly #changes: Changes;

  constructor(workspace: Workspace, changes: Changes) {
    this.#workspace = workspace;
    this.#changes = changes;
  }

  open(user: string, source: JsonObject): View {
    this.#refuseDuplicate(source);
    const view = this.#viewOf(source, null);
    this.#setStack(user, [view]);
    return copy(view);
  }

  push(user: string, source: JsonObject): View {
    this.#refuseDuplicate(source);
    const stack = this.#stack(user);
    if (stack.length >= maxStack) throw new SlackError('push_limit_reached');
    const view = this.#viewOf(source, stack.at(-1) ?? null);
    this.#setStack(user, [...stack, view]);
    return copy(view);
  }

  /** `hash_conflict` where the app saw an older view than the one that is shown. */
  update(id: string, source: JsonObject, hash?: string): View {
    for (const [user, stack] of this.#stacks) {
      const old = stack.find((view) => view.id === id || view.external_id === id);
      if (old === undefined) continue;
      if (hash !== undefined && hash !== old.hash) throw new SlackError('hash_conflict');
      const view = { ...this.#viewOf(source, null), id: old.id };
      view.root_view_id = old.root_view_id;
      view.previous_view_id = old.previous_view_id;
      view.state = keptState(old, view);
      this.#setStack(user, stack.with(stack.indexOf(old), view));
      return copy(view);
    }
    throw new SlackError('not_found');
  }

  publish(user: string, source: JsonObject, hash?: string): View {
    const old = this.#homes.get(user);
    if (hash !== undefined && old !== undefined && hash !== old.hash) {
      throw new SlackError('hash_conflict');
    }
    const view = this.#viewOf(source, null);
    if (old !== undefined) view.id = view.root_view_id = old.id;
    this.#homes.set(user, view);
    this.#changes.notify({ kind: 'home', user });
    return copy(view);
  }

  close(user: string, id: string): void {
    this.#setStack(
      user,
      this.#stack(user).filter((view) => view.id !== id),
    );
  }

  clear(user: string): void {
    this.#setStack(user, []);
  }

  amend(user: string, id: string, change: Partial<View>): void {
    const stack = this.#stack(user).map((view) => (view.id === id ? { ...view, ...change } : view));
    this.#setStack(user, stack);
  }

  /** Bottom first; the last one is on top. */
  openFor(user: string): View[] {
    return copy(this.#stack(user));
  }

  homeOf(user: string): View | undefined {
    return copy(this.#homes.get(user));
  }

  #stack(user: string): View[] {
    return this.#stacks.get(user) ?? [];
  }

  #setStack(user: string, stack: View[]): void {
    this.#stacks.set(user, stack);
    this.#changes.notify({ kind: 'view', user });
  }

  #refuseDuplicate(source: JsonObject): void {
    const external = text(source['external_id']);
    if (external === undefined || external === '') return;
    const taken = [...this.#stacks.values()].flat().some((view) => view.external_id === external);
    if (taken) throw new SlackError('duplicate_external_id');
  }

  #viewOf(source: JsonObject, previous: View | null): View {
    const { team, enterprise, app } = this.#workspace;
    const id = slackId('V');
    const blocks = Array.isArray(source['blocks']) ? fillIds(source['blocks']) : [];
    return {
      id,
      team_id: enterprise?.orgInstall ? enterprise.id : team.id,
      type: source['type'] === 'home' ? 'home' : 'modal',
      callback_id: text(source['callback_id']) ?? '',
      private_metadata: text(source['private_metadata']) ?? '',
      external_id: text(source['external_id']) ?? '',
      ...(source['title'] === undefined ? {} : { title: source['title'] as JsonObject }),
      submit: (source['submit'] as JsonObject | undefined) ?? null,
      close: (source['close'] as JsonObject | undefined) ?? null,
      blocks,
      state: { values: {} },
      hash: secret(8),
      clear_on_close: source['clear_on_close'] === true,
      notify_on_close: source['notify_on_close'] === true,
      previous_view_id: previous?.id ?? null,
      root_view_id: previous?.root_view_id ?? id,
      app_id: app.id,
      app_installed_team_id: enterprise?.orgInstall ? enterprise.id : team.id,
      bot_id: app.botId,
    };
  }
}

/** What was typed stays where block_id and action_id stay. */
function keptState(old: View, view: View): { values: ViewState } {
  const ids = new Set(allBlocks(view.blocks).map((block) => block['block_id']));
  const kept = Object.entries(old.state.values).filter(([blockId]) => ids.has(blockId));
  return { values: Object.fromEntries(kept) };
}
