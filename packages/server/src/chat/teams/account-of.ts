import type { Account } from '@countersign/core/people';
import { TeamsCallError } from './call-error.ts';
import type { Connector } from './connector.ts';
import type { Graph } from './graph.ts';
import type { Place } from './input.ts';
import type { References } from './references.ts';

/**
 * Whom people mean by a mention, `<@29:…>`, or by the name that somebody signs in with. Null where
 * that can't be told; rejects where Microsoft does not answer.
 */
export function createAccountOf({
  connector,
  graph,
  references,
  tenant: home,
}: {
  connector: Pick<Connector, 'member'>;
  graph: Pick<Graph, 'userNamed'>;
  references: Pick<References, 'of'>;
  tenant: string;
}) {
  const mentioned = async (place: Place, mri: string): Promise<Account | null> => {
    const { channel, tenant, serviceUrl, conversation } = place;
    const at = channel === null ? { serviceUrl, tenant } : await references.of(channel);
    const found = await connector.member(at, channel ?? conversation, mri);
    // Whoever is of another tenant is looked up there, and is no full member here.
    return found.user === null ? null : accountIn(found.tenant ?? tenant, found.user);
  };

  return async (place: Place, who: string): Promise<Account | null> => {
    const mri = /^<@(29:\S{1,400})>$/u.exec(who)?.[1];
    const isName = /^[^\s@<>/]{1,120}@[^\s@<>/]{1,200}$/u.test(who);
    try {
      if (mri !== undefined) return await mentioned(place, mri);
      const found = isName ? await graph.userNamed(home, who) : null;
      return found && accountIn(home, found.id);
    } catch (error) {
      if (error instanceof TeamsCallError && error.status === 404) return null;
      throw error;
    }
  };
}

function accountIn(team: string, user: string): Account {
  return { platform: 'teams', team, user };
}
