import { z } from 'zod';
import type { SlackDouble } from '../double.ts';
import type { Delivery } from '../delivery.ts';
import { mentionPeople } from './mention.ts';

/** What came of an act: nothing to say, or the sentence that the person gets to read. */
export type Outcome = { ok: true } | { ok: false; error: string };

const id = z.string().min(1).max(255);
const value = z.union([
  z.string(),
  z.array(z.string()),
  z.strictObject({ selected_date_time: z.int() }),
  z.null(),
]);

const bodies = {
  click: z.strictObject({
    user: id,
    /** Absent for a click in a modal or in Home. */
    message: z.strictObject({ channel: id, ts: id }).optional(),
    view: id.optional(),
    block: id,
    action: id,
    value: z.string().optional(),
  }),
  submit: z.strictObject({
    user: id,
    view: id,
    values: z.record(z.string(), z.record(z.string(), value)),
  }),
  close: z.strictObject({ user: id, view: id }),
  command: z.strictObject({
    user: id,
    channel: id,
    command: z.string().regex(/^\/\S+$/),
    text: z.string().max(4000),
  }),
  post: z.strictObject({
    user: id,
    channel: id,
    text: z.string().min(1).max(40_000),
    thread: id.optional(),
  }),
  home: z.strictObject({ user: id }),
};

export type ActName = keyof typeof bodies;
export const actNames = Object.keys(bodies) as ActName[];

/** Does what a person did on the page. Never throws. */
export async function act(double: SlackDouble, name: ActName, body: unknown): Promise<Outcome> {
  const parsed = bodies[name].safeParse(body);
  if (!parsed.success) return { ok: false, error: 'The page sent what the double does not know.' };
  const user = double.workspace.users.get(parsed.data.user);
  if (user?.deleted)
    return { ok: false, error: `${user.real_name} is deactivated: Slack lets them do nothing.` };
  try {
    return outcomeOf(await deliver(double, name, body));
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

async function deliver(
  double: SlackDouble,
  name: ActName,
  body: unknown,
): Promise<Delivery | undefined> {
  switch (name) {
    case 'click':
      return click(double, bodies.click.parse(body));
    case 'submit': {
      const { user, view, values } = bodies.submit.parse(body);
      return double.submitView({ user, viewId: view, values });
    }
    case 'close': {
      const { user, view } = bodies.close.parse(body);
      return double.closeView({ user, viewId: view });
    }
    case 'command':
      return command(double, bodies.command.parse(body));
    case 'post': {
      const { thread, ...said } = bodies.post.parse(body);
      double.post({ ...said, ...(thread !== undefined && { threadTs: thread }) });
      return undefined;
    }
    case 'home': {
      const { user } = bodies.home.parse(body);
      return double.event({ type: 'app_home_opened', user, tab: 'home', channel: `D${user}` });
    }
    default:
      return name satisfies never;
  }
}

/** As Slack sends them to apps that have it escape users in commands. */
function command(double: SlackDouble, body: z.infer<typeof bodies.command>): Promise<Delivery> {
  const people = [...double.workspace.users.values()];
  const text = mentionPeople(
    body.text,
    people,
    ({ name, real_name }) => [name, real_name],
    ({ id: user, name }) => `<@${user}|${name}>`,
  );
  return double.command({ ...body, text });
}

function click(double: SlackDouble, body: z.infer<typeof bodies.click>): Promise<Delivery> {
  const { user, message, view, block, action, value } = body;
  const pressed = { user, blockId: block, actionId: action, ...(value !== undefined && { value }) };
  if (message !== undefined) return double.click({ ...pressed, ...message });
  return view === undefined
    ? double.clickInHome(pressed)
    : double.clickInView({ ...pressed, viewId: view });
}

function outcomeOf(delivery: Delivery | undefined): Outcome {
  if (delivery === undefined || delivery.ok) return { ok: true };
  const { timedOut, status, error = 'no reason given' } = delivery;
  if (timedOut) return { ok: false, error: 'The app did not answer within 3 seconds.' };
  if (status === 0) return { ok: false, error: `The app could not be reached (${error}).` };
  if (status >= 300) return { ok: false, error: `The app answered with HTTP status ${status}.` };
  return { ok: false, error: `The app answered what Slack does not take: ${error}.` };
}
