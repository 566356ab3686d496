import { z } from 'zod';

const id = z.string().min(1).max(500);
/** Entra's ids are GUIDs, and are written in either case. */
const guid = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u);
const named = z.object({ id });

/**
 * As much of an activity as we act on. Names, e-mail addresses and roles in it are not read: whoever
 * has an object id is looked up. https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object
 */
const activity = z.object({
  type: z.string().max(100),
  id: id.nullish(),
  name: z.string().max(200).nullish(),
  channelId: z.string(),
  serviceUrl: z.url(),
  from: z.object({ id, aadObjectId: guid.nullish() }),
  recipient: named.nullish(),
  conversation: z.object({
    id,
    conversationType: z.string().nullish(),
    tenantId: guid.optional(),
  }),
  channelData: z.object({
    tenant: z.object({ id: guid }),
    team: named.nullish(),
    channel: named.nullish(),
    eventType: z.string().nullish(),
  }),
  replyToId: id.nullish(),
  text: z.string().nullish(),
  entities: z
    .array(
      z.looseObject({
        type: z.string(),
        text: z.string().max(500).nullish(),
        mentioned: named.nullish(),
      }),
    )
    .nullish()
    .catch(null),
  value: z.unknown().optional(),
  action: z.string().nullish(),
  membersAdded: z.array(named).nullish(),
  membersRemoved: z.array(named).nullish(),
});

export type Activity = z.infer<typeof activity>;

/** Null where it is none. */
export function readActivity(body: Uint8Array): Activity | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return activity.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
