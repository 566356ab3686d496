import { Environment } from '@marcbachmann/cel-js';
import { z } from 'zod';
import { authenticator, told, trustPolicy, vaultRole } from './guide-blocks.ts';

export type Claims = { [claim: string]: unknown };

/**
 * Whether each platform takes these claims, as the guide sets it up; the reason where it does not.
 * Limits are those of the pages that the guide names.
 */
export const relyingParties: { [name: string]: (claims: Claims) => string[] } = {
  aws(claims) {
    const { Principal, Action, Condition } = trustPolicy();
    const host = String(claims['iss']).replace('https://', '');
    const equals = Object.entries(Condition.StringEquals).map(([key, value]): [string, boolean] => [
      key,
      claims[key.replace(`${host}:`, '')] === value,
    ]);
    const tags = sessionTags.safeParse(claims[TAGS]);
    return faults([
      ['address', told('sh aws', '--url') === claims['iss']],
      ['provider', Principal.Federated.endsWith(`:oidc-provider/${host}`)],
      ['client', told('sh aws', '--client-id-list') === claims['aud']],
      ['actions', Action.join() === 'sts:AssumeRoleWithWebIdentity,sts:TagSession'],
      ['tags', tags.success],
      ['times', hasTimes(claims, 43_200)],
      ...equals,
    ]);
  },

  google(claims) {
    const assertion = { assertion: claims };
    const mapping = told('sh google', '--attribute-mapping').split(',');
    const mapped = mapping.map((one): [string, boolean] => {
      const [attribute = '', expression = ''] = one.split(/=(.*)/u);
      const value = cel(expression, assertion);
      const most = attribute === 'google.subject' ? 127 : 8_000;
      return [attribute, typeof value === 'string' && value.length <= most];
    });
    return faults([
      ['issuer', told('sh google', '--issuer-uri') === claims['iss']],
      [
        'audience',
        told('sh google', '--allowed-audiences').split(',').includes(text(claims['aud'])),
      ],
      ['condition', cel(told('sh google', '--attribute-condition'), assertion) === true],
      ['times', hasTimes(claims, 86_400)],
      ...mapped,
    ]);
  },

  azure(claims) {
    const limited = ['iss', 'sub', 'aud'].every((claim) => text(claims[claim]).length <= 600);
    return faults([
      ['issuer', told('sh azure', '--issuer') === claims['iss']],
      ['subject', told('sh azure', '--subject') === claims['sub']],
      ['audience', told('sh azure', '--audiences') === claims['aud']],
      ['lengths', limited],
      ['times', hasTimes(claims, 90_000)],
    ]);
  },

  kubernetes(claims) {
    const { issuer, claimMappings, claimValidationRules } = authenticator();
    const { username, extra } = claimMappings;
    const mapped = extra.map(({ key, valueExpression }): [string, boolean] => [
      key,
      /^[a-z0-9.-]+\/[a-z0-9/._-]+$/u.test(key) && text(cel(valueExpression, { claims })) !== '',
    ]);
    return faults([
      ['issuer', issuer.url === claims['iss']],
      ['audience', issuer.audiences.includes(text(claims['aud']))],
      ['user', text(claims[username.claim]) !== '' && username.prefix !== ''],
      [
        'rules',
        claimValidationRules.every(({ expression }) => cel(expression, { claims }) === true),
      ],
      ['times', hasTimes(claims, Infinity)],
      ...mapped,
    ]);
  },

  vault(claims) {
    const role = vaultRole();
    const bound = Object.entries(role.bound_claims).map(([pointer, value]): [string, boolean] => [
      pointer,
      at(claims, pointer) === value,
    ]);
    const mapped = Object.keys(role.claim_mappings).map((claim): [string, boolean] => [
      claim,
      text(claims[claim]) !== '',
    ]);
    return faults([
      ['issuer', told('sh vault', 'bound_issuer') === claims['iss']],
      ['discovery', told('sh vault', 'oidc_discovery_url') === claims['iss']],
      ['audience', role.bound_audiences.includes(text(claims['aud']))],
      ['subject', role.bound_subject === claims['sub']],
      ['alias', text(claims[role.user_claim]) !== ''],
      ['times', hasTimes(claims, Infinity)],
      ...bound,
      ...mapped,
    ]);
  },
};

export const TAGS = 'https://aws.amazon.com/tags';

/** Pass session tags in AWS STS; each has one value. */
const tagKey = z.string().regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u);
const tagValue = z.string().regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u);
const sessionTags = z
  .strictObject({
    principal_tags: z.record(tagKey, z.tuple([tagValue])),
    transitive_tag_keys: z.array(tagKey),
  })
  .refine(({ principal_tags }) => Object.keys(principal_tags).length <= 50)
  .refine(({ principal_tags, transitive_tag_keys }) =>
    transitive_tag_keys.every((key) => key in principal_tags),
  );

function faults(checks: [name: string, holds: boolean][]): string[] {
  return checks.flatMap(([name, holds]) => (holds ? [] : [name]));
}

/** What fails there lets nobody in. */
function cel(expression: string, variables: { [name: string]: Claims }): unknown {
  const environment = new Environment();
  for (const name of Object.keys(variables)) environment.registerVariable(name, 'map<string, dyn>');
  try {
    return environment.evaluate(expression, variables);
  } catch {
    return undefined;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function hasTimes({ iat, exp }: Claims, most: number): boolean {
  return Number.isInteger(iat) && Number.isInteger(exp) && Number(exp) - Number(iat) <= most;
}

/** RFC 6901. */
function at(value: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1);
  return steps.reduce<unknown>((inner, step) => {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    return typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined;
  }, value);
}
