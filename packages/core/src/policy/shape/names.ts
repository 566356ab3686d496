import type { Compiled } from '../conditions/condition.ts';
import type { Calendar } from '../languages.ts';

/** Names that a document may use beyond those it defines; where undefined, any is taken. */
export type KnownSets = {
  webhooks: ReadonlySet<string> | undefined;
  people: ReadonlySet<string> | undefined;
  fallbacks: ReadonlySet<string> | undefined;
  /** By id, of all platforms. */
  channels: ReadonlySet<string> | undefined;
  /** Chat platforms on which people may be written to. */
  platforms: ReadonlySet<string> | undefined;
  /** Systems that a grant may open. */
  targets: ReadonlySet<string> | undefined;
  /** What the service itself is called, which is never a grant's audience. */
  ownAudiences: readonly string[] | undefined;
};

export type Names = KnownSets & {
  groups: ReadonlySet<string> | undefined;
  calendar: Calendar;
  compile: (source: string) => Compiled;
};
