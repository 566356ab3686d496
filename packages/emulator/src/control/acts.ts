import { z } from 'zod';
import type { SlackDouble } from '../double.ts';
import { workspaceFile } from '../workspace-file.ts';
import type { DeliveryLog } from './delivery-log.ts';

interface Controlled {
  double: SlackDouble;
  deliveries: DeliveryLog;
}

/** `POST /double/<name>` with a JSON object; throws a ZodError, or a sentence why it can't be. */
export type Act = (controlled: Controlled, body: unknown) => unknown;

const id = z.string().min(1);
const force = z.boolean().optional();
const press = { user: id, actionId: id, blockId: id.optional(), value: z.string().optional() };
const inView = z.strictObject({ ...press, viewId: id.optional(), force });
const state = z.record(z.string(), z.unknown());
const value = z.union([z.string(), z.array(z.string()), state, z.null()]);
const values = z.record(z.string(), z.record(z.string(), value));
const on = z.strictObject({ on: z.boolean() });
const index = z.int().nonnegative().optional();
const url = z.url().optional();

const kind = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ratelimited'), retryAfter: z.number().nonnegative() }),
  z.strictObject({ kind: z.literal('http'), status: z.int().min(200).max(599) }),
  z.strictObject({ kind: z.literal('error'), error: id }),
  z.strictObject({ kind: z.literal('slow'), ms: z.number().nonnegative() }),
  z.strictObject({ kind: z.literal('lost') }),
]);

/** Acts of people, each answered with how the app took it. */
const people: Record<string, Act> = {
  click: delivered(z.strictObject({ ...press, channel: id, ts: id, force }), ({ double }, act) =>
    double.click(act),
  ),
  'click-in-view': delivered(inView, ({ double }, act) => double.clickInView(act)),
  'click-in-home': delivered(inView, ({ double }, act) => double.clickInHome(act)),
  submit: delivered(
    z.strictObject({ user: id, viewId: id.optional(), values: values.optional(), force }),
    ({ double }, act) => double.submitView(act),
  ),
  close: delivered(z.strictObject({ user: id, viewId: id.optional() }), ({ double }, act) =>
    double.closeView(act),
  ),
  command: delivered(
    z.strictObject({
      user: id,
      channel: id,
      command: z.string().startsWith('/'),
      text: z.string().optional(),
      force,
    }),
    ({ double }, act) => double.command(act),
  ),
  post: act(
    z.strictObject({ user: id, channel: id, text: id, threadTs: id.optional() }),
    ({ double }, said) => double.post(said),
  ),
};

/** What Slack itself does. */
const slack: Record<string, Act> = {
  event: delivered(z.looseObject({ type: id }), ({ double }, inner) => double.event(inner)),
  redeliver: delivered(z.strictObject({ id }), ({ double, deliveries }, { id }) =>
    double.redeliver(deliveries.get(id)),
  ),
  'retry-events': act(z.strictObject({}), async ({ double, deliveries }) =>
    (await double.retryEvents()).map((delivery) => deliveries.keep(delivery)),
  ),
  'incoming-webhook': act(z.strictObject({ channel: id }), ({ double }, { channel }) =>
    double.incomingWebhook(channel),
  ),
  'oauth-code': act(z.strictObject({ rotating: z.boolean().optional() }), ({ double }, options) =>
    double.oauth.code(options),
  ),
};

/** How the double behaves from now on. */
const settings: Record<string, Act> = {
  faults: act(
    z.strictObject({
      method: id,
      channel: id.optional(),
      times: z.int().positive().optional(),
      with: kind,
    }),
    ({ double }, fault) => double.fail(fault),
  ),
  'clear-faults': act(z.strictObject({}), ({ double }) => double.clearFaults()),
  pace: act(on, ({ double }, { on }) => double.setPace(on)),
  seed: act(workspaceFile, ({ double }, more) => double.seed(more)),
  'request-urls': act(
    z.strictObject({ interactivity: url, commands: url, events: url }),
    ({ double }, urls) => double.setRequestUrls(urls),
  ),
  'socket-mode': act(on, ({ double }, { on }) => double.setSocketMode(on)),
  'warn-socket': act(z.strictObject({ index }), ({ double }, { index }) =>
    double.socket.warn(index),
  ),
  'disconnect-socket': act(
    z.strictObject({
      reason: z.enum(['warning', 'refresh_requested', 'link_disabled']).optional(),
      index,
    }),
    ({ double }, { reason, index }) => double.socket.disconnect(reason, index),
  ),
  token: act(
    z.strictObject({
      token: id.optional(),
      becomes: z.enum(['revoked', 'inactive', 'expired']),
    }),
    ({ double: { tokens } }, { token, becomes }) => {
      if (becomes === 'revoked') tokens.revoke(token);
      else if (becomes === 'inactive') tokens.deactivate(token);
      else tokens.expire(token);
    },
  ),
};

export const acts: Record<string, Act> = { ...people, ...slack, ...settings };

function act<T>(schema: z.ZodType<T>, run: (on: Controlled, input: T) => unknown): Act {
  return (on, body) => run(on, schema.parse(body ?? {}));
}

function delivered<T>(
  schema: z.ZodType<T>,
  run: (on: Controlled, input: T) => ReturnType<SlackDouble['closeView']>,
): Act {
  return act(schema, async (on, input) => {
    const delivery = await run(on, input);
    return delivery && on.deliveries.keep(delivery);
  });
}
