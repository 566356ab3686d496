import { z } from 'zod';
import type { Outcome } from '../../page/acts.ts';
import { mentionPeople } from '../../page/mention.ts';
import type { TeamsDelivery } from '../delivery.ts';
import type { TeamsDouble } from '../double.ts';

const id = z.string().min(1).max(1000);
const inputs = z.record(z.string(), z.string());

const bodies = {
  click: z.strictObject({
    person: id,
    conversation: id,
    message: id,
    verb: z.string().optional(),
    title: z.string().optional(),
    data: z.record(z.string(), z.unknown()).optional(),
    inputs,
  }),
  refresh: z.strictObject({ person: id, conversation: id, message: id }),
  submit: z.strictObject({ person: id, title: z.string().optional(), inputs }),
  close: z.strictObject({ person: id }),
  say: z.strictObject({
    person: id,
    conversation: id,
    text: z.string().min(1).max(28_000),
    mention: z.boolean(),
  }),
  open: z.strictObject({ person: id, conversation: id }),
};

export type ActName = keyof typeof bodies;
export const actNames = Object.keys(bodies) as ActName[];

/** Does what a person did on the page. Never throws. */
export async function act(double: TeamsDouble, name: ActName, body: unknown): Promise<Outcome> {
  try {
    return outcomeOf(await perform(double, name, body));
  } catch (error) {
    if (error instanceof z.ZodError) {
      return { ok: false, error: 'The page sent what the double does not know.' };
    }
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

async function perform(
  double: TeamsDouble,
  name: ActName,
  body: unknown,
): Promise<TeamsDelivery | undefined> {
  switch (name) {
    case 'click':
      return double.click(bodies.click.parse(body));
    case 'refresh':
      return double.refresh({ ...bodies.refresh.parse(body), manual: true });
    case 'submit':
      return double.submitDialog(bodies.submit.parse(body));
    case 'close':
      double.closeDialog(bodies.close.parse(body).person);
      return undefined;
    case 'say':
      return say(double, bodies.say.parse(body));
    case 'open':
      await double.open(bodies.open.parse(body));
      return undefined;
    default:
      return name satisfies never;
  }
}

async function say(
  double: TeamsDouble,
  body: z.infer<typeof bodies.say>,
): Promise<TeamsDelivery | undefined> {
  const mentions: string[] = [];
  const text = mentionPeople(
    body.text,
    [...double.directory.people.values()],
    ({ name }) => [name],
    ({ aadObjectId, name }) => {
      mentions.push(aadObjectId);
      return `<at>${name}</at>`;
    },
  );
  return (await double.say({ ...body, text, mentions })).delivery;
}

function outcomeOf(delivery: TeamsDelivery | undefined): Outcome {
  if (delivery === undefined || delivery.ok) return { ok: true };
  const { timedOut, status, error = 'no reason given' } = delivery;
  if (timedOut) return { ok: false, error: 'The bot did not answer in time.' };
  if (status === 0) return { ok: false, error: `The bot could not be reached (${error}).` };
  if (status >= 300) return { ok: false, error: `The bot answered with HTTP status ${status}.` };
  return { ok: false, error: `The bot answered what Teams does not take: ${error}.` };
}
