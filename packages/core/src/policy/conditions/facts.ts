import type { Json } from '../../wire/json.ts';

/** The CEL types that facts have, and what they are in JavaScript. */
type Values = {
  string: string;
  bool: boolean;
  /** Whole, and exact in a JavaScript number. */
  int: number;
  /** Milliseconds since the epoch. */
  timestamp: number;
  'list<string>': readonly string[];
  'map<string, string>': { readonly [key: string]: string };
  'map<string, dyn>': { readonly [key: string]: Json };
};

export type FactType = keyof Values;

export type Fact = {
  readonly type: FactType;
  readonly meaning: string;
  /** There may be none, which is known: `has()` tells. */
  readonly optional?: true;
};

/**
 * Every variable of a condition, said once: the type environment, the conversion at run time, the
 * type {@link ConditionFacts} and the table of docs/guides/conditions.md come from here.
 */
export const variables = {
  identity: {
    name: { type: 'string', meaning: 'Name of the identity that asks.' },
    owner: {
      type: 'string',
      meaning: "Who answers for it: a person's id, or `team:` and a team's.",
    },
    proof: { type: 'string', meaning: 'How it proved itself: `api-key` or `oidc`.' },
    labels: { type: 'map<string, string>', meaning: 'Labels that the operator gave it.' },
    claims: {
      type: 'map<string, string>',
      meaning: 'Claims of the verified OIDC token that are text; none for an API key.',
    },
  },
  request: {
    action: { type: 'string', meaning: 'What it wants to do.' },
    environment: { type: 'string', meaning: 'Where.' },
    resource: { type: 'string', meaning: 'To what.' },
    segments: { type: 'list<string>', meaning: 'The resource, cut at `/` and `:`.' },
    parameters: {
      type: 'map<string, dyn>',
      meaning: 'The parameters of the request; whole numbers are `int`, others `double`.',
    },
    reason: { type: 'string', meaning: "Why, in the bot's words; empty where it gave none." },
    tickets: { type: 'list<string>', meaning: 'Keys of the tickets.' },
  },
  change: {
    digest: { type: 'string', meaning: 'The change digest: `sha256:` and 64 hex digits.' },
    kind: { type: 'string', meaning: 'What the change is, such as `diff`, `plan` or `command`.' },
    repository: { type: 'string', meaning: 'Where the commit is; empty where none is given.' },
    commit: { type: 'string', meaning: 'Hex digits of the commit; empty where none is given.' },
    command: { type: 'list<string>', meaning: 'The command that will run, one argument an item.' },
    artifacts: { type: 'list<string>', meaning: 'Names of the artifacts.' },
    authors: { type: 'list<string>', meaning: 'Who wrote what the change brings.' },
    files: {
      type: 'list<string>',
      meaning: 'Paths that the diff touches, old and new; unknown for a change without a diff.',
    },
    filesChanged: { type: 'int', meaning: 'Files that the diff touches.' },
    linesAdded: { type: 'int', meaning: 'Lines that the diff adds.' },
    linesRemoved: { type: 'int', meaning: 'Lines that the diff removes.' },
    hasSecrets: { type: 'bool', meaning: 'Something in it looked like a secret and was masked.' },
  },
  time: {
    now: { type: 'timestamp', meaning: 'When the request is judged.' },
    weekday: {
      type: 'int',
      meaning: "Day of the week in the policy's zone: 1 is Monday, 7 is Sunday.",
    },
    hour: { type: 'int', meaning: "Hour in the policy's zone, 0 to 23." },
    minute: { type: 'int', meaning: "Minute in the policy's zone, 0 to 59." },
    date: { type: 'string', meaning: "Date in the policy's zone: `YYYY-MM-DD`." },
  },
  history: {
    requestsLastDay: { type: 'int', meaning: 'Requests of the last 24 h, this one not included.' },
    requestsLastWeek: { type: 'int', meaning: 'Requests of the last 7 d.' },
    approvalsLastDay: {
      type: 'int',
      meaning: 'How many of them people approved in the last 24 h.',
    },
    approvalsLastWeek: {
      type: 'int',
      meaning: 'How many of them people approved in the last 7 d.',
    },
    rejectionsLastDay: { type: 'int', meaning: 'How many were rejected in the last 24 h.' },
    rejectionsLastWeek: { type: 'int', meaning: 'How many were rejected in the last 7 d.' },
    lastApproved: { type: 'timestamp', optional: true, meaning: 'When people approved one last.' },
    lastRejected: { type: 'timestamp', optional: true, meaning: 'When one was rejected last.' },
    lastApprovedDigest: {
      type: 'string',
      optional: true,
      meaning: 'Change digest of the one that people approved last.',
    },
  },
} as const satisfies { [variable: string]: { [field: string]: Fact } };

type Variables = typeof variables;
export type Variable = keyof Variables;
/** As it stands in a condition: `change.files`. */
export type FactPath = {
  [V in Variable]: `${V}.${keyof Variables[V] & string}`;
}[Variable];

type ValueOf<F extends Fact> = Values[F['type']] | (F extends { optional: true } ? null : never);

/**
 * What a condition may read. A fact that is left out could not be fetched: reading it is an error,
 * never false or zero. Null stands for the known absence of an optional one.
 */
export type ConditionFacts = {
  readonly [V in Variable]?: {
    readonly [F in keyof Variables[V]]?: Variables[V][F] extends Fact
      ? ValueOf<Variables[V][F]> | undefined
      : never;
  };
};

/** The fact at a path of two names; undefined where there is none. */
export function factAt(variable: string, field: string): Fact | undefined {
  const fields = fieldsOf(variable);
  return fields && Object.hasOwn(fields, field) ? fields[field] : undefined;
}

/** The fields of a variable by name; undefined for another name. */
export function fieldsOf(variable: string): { readonly [field: string]: Fact } | undefined {
  const all: { readonly [name: string]: { readonly [field: string]: Fact } } = variables;
  return Object.hasOwn(all, variable) ? all[variable] : undefined;
}
