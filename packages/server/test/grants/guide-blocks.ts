import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

const guides = resolve(import.meta.dirname, '../../../../docs/guides');

export const guide = (name: string) => readFileSync(resolve(guides, name), 'utf8');

/** A fence of the guide, by what stands behind its backticks: `sh aws`. */
function block(kind: string): string {
  const fences = guide('federation.md').matchAll(/^```([^\n]+)\n(.*?)^```$/gms);
  const found = [...fences].find((fence) => fence[1] === kind)?.[2];
  if (found === undefined) throw new Error(`federation.md has no block "${kind}".`);
  return found;
}

/** What a command of the block is told by `--name value`, `--name=value` or `name=value`. */
export function told(kind: string, name: string): string {
  const [, quoted, plain] =
    new RegExp(`${name}[= ](?:'([^']*)'|([^\\s']+))`, 'u').exec(block(kind)) ?? [];
  const value = quoted ?? plain;
  if (value === undefined) throw new Error(`The block "${kind}" has no ${name}.`);
  return value;
}

type Statement = {
  Principal: { Federated: string };
  Action: string[];
  Condition: { StringEquals: { [key: string]: string } };
};

export function trustPolicy(): Statement {
  const { Statement } = JSON.parse(block('json aws')) as { Statement: Statement[] };
  const [only, ...more] = Statement;
  if (!only || more.length > 0 || Object.keys(only.Condition).join() !== 'StringEquals') {
    throw new Error('The trust policy says more than these tests read.');
  }
  return only;
}

export type Authenticator = {
  issuer: { url: string; audiences: string[] };
  claimMappings: {
    username: { claim: string; prefix: string };
    extra: { key: string; valueExpression: string }[];
  };
  claimValidationRules: { expression: string }[];
};

export function authenticator(): Authenticator {
  const { jwt } = parse(block('yaml kubernetes')) as { jwt: Authenticator[] };
  if (!jwt[0] || jwt.length > 1) throw new Error('There is one authenticator in the guide.');
  return jwt[0];
}

export type VaultRole = {
  bound_audiences: string[];
  bound_subject: string;
  bound_claims: { [pointer: string]: string };
  user_claim: string;
  claim_mappings: { [claim: string]: string };
};

export function vaultRole(): VaultRole {
  const [, role = ''] = /<<'JSON'\n(.*?)^JSON$/msu.exec(block('sh vault')) ?? [];
  return JSON.parse(role) as VaultRole;
}
