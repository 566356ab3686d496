import { z } from 'zod';
import { directoryFile } from '../directory-file.ts';
import type { TeamsDelivery } from '../delivery.ts';
import type { TeamsDouble } from '../double.ts';
import { operations } from '../faults.ts';
import type { TeamsDeliveryLog } from './delivery-log.ts';

interface Controlled {
  double: TeamsDouble;
  deliveries: TeamsDeliveryLog;
}

/** `POST /double/<name>` with a JSON object; throws a ZodError, or a sentence why it can't be. */
export type TeamsAct = (controlled: Controlled, body: unknown) => unknown;

const id = z.string().min(1);
const some = id.optional();
const force = z.boolean().optional();
const object = z.record(z.string(), z.unknown());
const inputs = z.record(z.string(), z.string()).optional();
const on = z.strictObject({ on: z.boolean() });
const forge = z
  .strictObject({
    claims: object.optional(),
    alg: z.enum(['none', 'HS256', 'PS256', 'RS512']).optional(),
    key: z.enum(['unknown', 'unendorsed', 'entra', 'retired']).optional(),
    kid: z.string().nullable().optional(),
    tamper: z.boolean().optional(),
    authorization: z.string().optional(),
    activity: object.optional(),
  })
  .optional();

const card = { person: id, conversation: id, message: id, force, forge };
const installation = z.strictObject({ person: id, channel: some, forge });

const fault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('http'),
    status: z.int().min(200).max(599),
    code: some,
    message: some,
    retryAfter: z.number().nonnegative().optional(),
  }),
  z.strictObject({ kind: z.literal('slow'), ms: z.number().nonnegative() }),
  z.strictObject({ kind: z.literal('hang') }),
  z.strictObject({ kind: z.literal('lost') }),
]);

/** Acts of people, each answered with how the bot took it. */
const people: Record<string, TeamsAct> = {
  click: delivered(
    z.strictObject({
      ...card,
      verb: some,
      title: some,
      data: object.optional(),
      inputs,
      legacy: z.boolean().optional(),
    }),
    ({ double }, act) => double.click(act),
  ),
  refresh: delivered(
    z.strictObject({ ...card, manual: z.boolean().optional() }),
    ({ double }, act) => double.refresh(act),
  ),
  open: act(
    z.strictObject({ person: id, conversation: id }),
    async ({ double, deliveries }, opened) =>
      (await double.open(opened)).map((delivery) => deliveries.keep(delivery)),
  ),
  'submit-dialog': delivered(
    z.strictObject({ person: id, inputs, title: some, force, forge }),
    ({ double }, submitted) => double.submitDialog(submitted),
  ),
  'close-dialog': act(z.strictObject({ person: id }), ({ double }, { person }) =>
    double.closeDialog(person),
  ),
  say: act(
    z.strictObject({
      person: id,
      conversation: some,
      text: id,
      mention: z.boolean().optional(),
      force,
      forge,
    }),
    async ({ double, deliveries }, said) => {
      const { message, delivery } = await double.say(said);
      return { message, ...(delivery && { delivery: deliveries.keep(delivery) }) };
    },
  ),
  install: act(installation, async ({ double, deliveries }, it) =>
    (await double.install(it)).map((delivery) => deliveries.keep(delivery)),
  ),
  uninstall: act(installation, async ({ double, deliveries }, it) =>
    (await double.uninstall(it)).map((delivery) => deliveries.keep(delivery)),
  ),
  send: delivered(
    z.strictObject({ person: id, conversation: some, activity: object, forge }),
    ({ double }, raw) => double.send(raw),
  ),
  redeliver: delivered(
    z.strictObject({ id, newId: z.boolean().optional() }),
    ({ double, deliveries }, { id, newId }) => double.redeliver(deliveries.get(id), { newId }),
  ),
};

/** How the double behaves from now on. */
const settings: Record<string, TeamsAct> = {
  faults: act(
    z.strictObject({
      operation: z.enum(['*', ...operations]),
      conversation: some,
      times: z.int().positive().optional(),
      with: fault,
    }),
    ({ double }, planned) => double.fail(planned),
  ),
  'clear-faults': act(z.strictObject({}), ({ double }) => double.clearFaults()),
  pace: act(on, ({ double }, { on }) => double.setPace(on)),
  'auto-refresh': act(on, ({ double }, { on }) => double.setAutoRefresh(on)),
  'disabled-by-admin': act(on, ({ double }, { on }) => double.setDisabledByAdmin(on)),
  seed: act(directoryFile, ({ double }, more) => double.seed(more)),
  'messaging-endpoint': act(z.strictObject({ url: z.url() }), ({ double }, { url }) =>
    double.setMessagingEndpoint(url),
  ),
  'rotate-keys': act(
    z.strictObject({ dropEarlier: z.boolean().optional() }),
    async ({ double: { keys } }, { dropEarlier }) => {
      await keys.rotate();
      if (dropEarlier) keys.dropEarlier();
    },
  ),
  'revoke-tokens': act(z.strictObject({}), ({ double }) => double.revokeTokens()),
  workflow: act(z.strictObject({ channel: id }), ({ double }, { channel }) =>
    double.workflow(channel),
  ),
};

export const acts: Record<string, TeamsAct> = { ...people, ...settings };

function act<T>(schema: z.ZodType<T>, run: (on: Controlled, input: T) => unknown): TeamsAct {
  return (on, body) => run(on, schema.parse(body ?? {}));
}

function delivered<T>(
  schema: z.ZodType<T>,
  run: (on: Controlled, input: T) => Promise<TeamsDelivery>,
): TeamsAct {
  return act(schema, async (on, input) => on.deliveries.keep(await run(on, input)));
}
