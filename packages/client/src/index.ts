export type {
  Change,
  DeadDelivery,
  GrantAsk,
  IssuedGrant,
  Json,
  Outcome,
  OutcomeReport,
  Problem,
  ProblemCode,
  RequestView,
  Submission,
  Ticket,
} from '@countersign/core/wire/types';
export type {
  Credential as OpenedCredential,
  CredentialKey,
} from '@countersign/core/wire/credential-types';
export { assertApproved } from './sdk/assert-approved.ts';
export { connect, Countersign } from './sdk/countersign.ts';
export type { ConnectOptions, ListOptions, RequestOptions } from './sdk/countersign.ts';
export type { Credential } from './sdk/credential.ts';
export { CountersignError } from './sdk/error.ts';
export type { ClientCode } from './sdk/error.ts';
export type { Explanation } from './sdk/explanation.ts';
export { githubToken } from './sdk/github.ts';
export type { Timing } from './sdk/timing.ts';
export type { WaitOptions } from './sdk/wait.ts';
