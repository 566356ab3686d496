/** What the renderer has to know beyond the blocks. */
export interface RenderContext {
  /** Names without `@` and `#`; undefined for an unknown id. */
  user: (id: string) => string | undefined;
  channel: (id: string) => string | undefined;
  /** The handle, without `@`. */
  usergroup: (id: string) => string | undefined;
  /** What people can pick in a users or channels menu. */
  people: readonly Named[];
  channels: readonly Named[];
  /** Unix time in seconds. */
  now: number;
  /** IANA name, e.g. `Europe/Vienna`. */
  timeZone: string;
}

interface Named {
  id: string;
  name: string;
}
