export { assertApproved, connect, Countersign } from './sdk/countersign.ts';
export type { ConnectOptions, ListOptions, RequestOptions } from './sdk/countersign.ts';
export type { Credential } from './sdk/credential.ts';
export { CountersignError } from './sdk/error.ts';
export type { ClientCode } from './sdk/error.ts';
export { githubToken } from './sdk/github.ts';
export type { WaitOptions } from './sdk/wait.ts';
