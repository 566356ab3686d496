import type { Connector } from './connector.ts';
import type { InstallInput } from './input.ts';
import type { References } from './references.ts';

type Options = {
  connector: Connector;
  references: References;
  onFailure: (what: string, error: unknown) => void;
};

/** Remembers where the app came to, and forgets where it is gone from. */
export function installs({ connector, references, onFailure }: Options) {
  return {
    async installed(input: InstallInput): Promise<void> {
      const at = atOf(input);
      await references.installed(at);
      if (at.team === null) return;
      try {
        // An app in a team is in all its standard channels, of which Teams names one.
        const channels = [...(await connector.channels(at, at.team)).keys()];
        await references.installed({ ...at, channels });
      } catch (error) {
        // They are served from the same region as the rest of the tenant, so that nothing is lost.
        onFailure(`channels of ${at.team}`, error);
      }
    },
    removed: (input: InstallInput): Promise<void> => references.removed(atOf(input)),
  };
}

function atOf({ place, team, person }: InstallInput) {
  const { serviceUrl, tenant, conversation, channel } = place;
  const channels = channel === null ? [] : [channel];
  const user = person?.account.user ?? null;
  return { serviceUrl, tenant, conversation, channels, team, user };
}
