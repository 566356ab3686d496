import type { AdaptiveCard } from '@microsoft/teams.cards';
import type { Connector, Service } from './connector.ts';
import type { Person, Place } from './input.ts';
import type { References } from './references.ts';
import { cardMessage } from './render/activity.ts';

export type Tell = (to: { person: Person; place: Place }, card: AdaptiveCard) => Promise<void>;

type Options = { connector: Connector; references: References; bot: string };

/** Tells one person something in their own chat with the bot. Rejects where Teams does not take it. */
export function createTell({ connector, references, bot }: Options): Tell {
  return async ({ person, place }, card) => {
    const { tenant, channel, serviceUrl, isPersonal } = place;
    // Teams itself vouches for the address of the chat it speaks from.
    const at: Service = channel === null ? { serviceUrl, tenant } : await references.of(channel);
    const conversation = isPersonal
      ? place.conversation
      : await chatWith(
          { connector, references, bot },
          at,
          person.account.user,
          async () => person.mri,
        );
    await connector.send(at, conversation, cardMessage(card));
  };
}

/** A person's chat with the bot, opened where there is none yet. */
export async function chatWith(
  { connector, references, bot }: Options,
  at: Service,
  user: string,
  mri: () => Promise<string>,
): Promise<string> {
  const known = await references.chatOf(at.tenant, user);
  if (known !== null) return known;
  const { id } = await connector.create(at, {
    isGroup: false,
    bot: { id: bot },
    members: [{ id: await mri() }],
    tenantId: at.tenant,
    channelData: { tenant: { id: at.tenant } },
  });
  return id;
}
