import type { ConditionFacts } from './conditions/facts.ts';

/** What a request is judged by: what globs look at and the moment, in milliseconds, must be there. */
export type PolicyFacts = ConditionFacts & {
  readonly identity: { readonly name: string };
  readonly request: {
    readonly action: string;
    readonly environment: string;
    readonly resource: string;
  };
  readonly time: { readonly now: number };
};
