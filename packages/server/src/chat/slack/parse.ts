import { z } from 'zod';
import { parseEvent } from './parse-event.ts';
import {
  buttonActions,
  listActions,
  type FormValues,
  type Origin,
  type SlackInput,
} from './input.ts';

/**
 * Proven payloads -> what they say. Unknown members are Slack's to add; what we need of the known
 * ones is checked, and anything else is `ignored`, never an error: Slack would turn us off for it.
 */

const id = z.string().min(1).max(255);
const named = z.object({ id });

/** Where a payload comes from, as interactive payloads say it. Grid org installs have no team. */
const place = {
  team: named.nullish(),
  enterprise: named.nullish(),
  user: z.object({ id, team_id: id.nullish() }),
};

const click = z.object({
  type: z.literal('block_actions'),
  ...place,
  trigger_id: z.string(),
  response_url: z.string().nullish(),
  channel: named.nullish(),
  container: z.object({ message_ts: id.nullish(), channel_id: id.nullish() }).nullish(),
  actions: z
    .array(
      z.object({
        type: z.string(),
        action_id: z.string(),
        value: z.string().nullish(),
        selected_option: z.object({ value: z.string().nullish() }).nullish(),
      }),
    )
    .min(1),
});

const form = z.object({
  type: z.literal('view_submission'),
  ...place,
  trigger_id: z.string().default(''),
  view: z.object({
    id,
    callback_id: z.string().default(''),
    private_metadata: z.string().default(''),
    state: z
      .object({
        values: z.record(
          z.string(),
          z.record(
            z.string(),
            z.object({
              value: z.string().nullish(),
              selected_options: z.array(z.object({ value: z.string() })).nullish(),
            }),
          ),
        ),
      })
      .nullish(),
  }),
});

const closed = z.object({ type: z.literal('view_closed') });

const slashCommand = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: id,
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  channel_id: id.nullish(),
  trigger_id: z.string().default(''),
  response_url: z.string().nullish(),
});

/** The body of an interactivity request: `payload=<JSON>`, form-encoded. Null where it is neither. */
export function readInteractivity(body: Uint8Array): unknown {
  const payload = new URLSearchParams(utf8(body)).get('payload');
  return payload === null ? null : readJson(payload);
}

/** The body of a slash command, as Socket Mode would give it. */
export function readCommand(body: Uint8Array): unknown {
  return Object.fromEntries(new URLSearchParams(utf8(body)));
}

export function readEvent(body: Uint8Array): unknown {
  return readJson(utf8(body));
}

export function parseInteractivity(payload: unknown): SlackInput {
  const pressed = click.safeParse(payload);
  if (pressed.success) return listButton(pressed.data) ?? button(pressed.data);
  const submitted = form.safeParse(payload);
  if (submitted.success) return view(submitted.data);
  if (closed.safeParse(payload).success) return { type: 'view_closed' };
  return ignored('an interaction that is no button and no form of ours');
}

export function parseCommand(payload: unknown): SlackInput {
  const command = slashCommand.safeParse(payload);
  if (!command.success) return ignored('a command without a user');
  const { user_id, text, channel_id, trigger_id, response_url } = command.data;
  const origin = {
    team: command.data.team_id || null,
    enterprise: command.data.enterprise_id || null,
  };
  return {
    type: 'command',
    origin,
    account: account(origin, user_id, null),
    text: text.trim(),
    channel: channel_id ?? null,
    triggerId: trigger_id,
    responseUrl: response_url ?? null,
  };
}

export { parseEvent };

function button(payload: z.infer<typeof click>): SlackInput {
  const [first] = payload.actions;
  const action = buttonActions.find((known) => known === first?.action_id);
  const value = first?.type === 'overflow' ? first.selected_option?.value : first?.value;
  const isPressed = first?.type === (action === 'emergency' ? 'overflow' : 'button');
  if (!isPressed || action === undefined || !value) {
    return ignored('a click on nothing that decides');
  }
  return { type: 'button', action, ...clicked(payload, value) };
}

/** A list's own buttons are called `list.…`. */
function listButton(payload: z.infer<typeof click>): SlackInput | null {
  const [first] = payload.actions;
  const action = listActions.find((known) => `list.${known}` === first?.action_id);
  if (first?.type !== 'button' || action === undefined || !first.value) return null;
  return { type: 'list_button', action, ...clicked(payload, first.value) };
}

function clicked(payload: z.infer<typeof click>, value: string) {
  const origin = originOf(payload);
  return {
    origin,
    account: account(origin, payload.user.id, payload.user.team_id),
    value,
    channel: payload.container?.channel_id ?? payload.channel?.id ?? null,
    message: payload.container?.message_ts ?? null,
    triggerId: payload.trigger_id,
    responseUrl: payload.response_url ?? null,
  };
}

function view(payload: z.infer<typeof form>): SlackInput {
  const origin = originOf(payload);
  return {
    type: 'view_submission',
    origin,
    account: account(origin, payload.user.id, payload.user.team_id),
    callback: payload.view.callback_id,
    metadata: payload.view.private_metadata,
    viewId: payload.view.id,
    triggerId: payload.trigger_id,
    values: valuesOf(payload.view.state?.values ?? {}),
  };
}

function valuesOf(
  values: NonNullable<z.infer<typeof form>['view']['state']>['values'],
): FormValues {
  const entries = Object.entries(values).map(([block, actions]) => {
    const inner = Object.entries(actions).map(([action, state]) => {
      const ticked = state.selected_options?.map((option) => option.value);
      return [action, ticked ?? state.value ?? null] as const;
    });
    return [block, Object.fromEntries(inner)] as const;
  });
  return Object.fromEntries(entries);
}

function originOf(payload: {
  team?: { id: string } | null | undefined;
  enterprise?: { id: string } | null | undefined;
}): Origin {
  return { team: payload.team?.id ?? null, enterprise: payload.enterprise?.id ?? null };
}

/** Names an account for the log and for look-ups; whose it is, Slack is asked at each decision. */
function account(origin: Origin, user: string, team: string | null | undefined) {
  return {
    platform: 'slack' as const,
    team: team ?? origin.team ?? origin.enterprise ?? '',
    user,
  };
}

function utf8(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function ignored(why: string): SlackInput {
  return { type: 'ignored', why };
}
