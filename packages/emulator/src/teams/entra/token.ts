import type { AccessToken } from '../access-tokens.ts';
import { Refusal } from '../refusal.ts';
import type { Teams } from '../teams.ts';
import { checkAssertion } from './assertion.ts';

/** A form's fields; a repeated one counts once. */
export type Form = Partial<Record<string, string>>;

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * `POST /{tenant}/oauth2/v2.0/token` with client credentials.
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export async function requestToken(teams: Teams, tenant: string, form: Form): Promise<AccessToken> {
  const grantType = required(form, 'grant_type');
  if (grantType !== 'client_credentials') {
    const why = `AADSTS70003: The app requested an unsupported grant type '${grantType}'.`;
    throw new Refusal(400, 'unsupported_grant_type', why);
  }
  const clientId = required(form, 'client_id');
  const tenantId = directoryNamed(teams, tenant, clientId);
  await checkCredential(teams, tenant, form);
  const audience = audienceOf(teams, required(form, 'scope'));
  return issue(teams, audience, tenantId);
}

export function issue(teams: Teams, audience: string, tenantId: string): Promise<AccessToken> {
  const roles = audience === teams.cloud.graph ? teams.graphRoles : [];
  return teams.tokens.issue({ audience, tenantId, appId: teams.bot.appId, roles });
}

/** What tokens can be had for. */
export function isResource({ cloud }: Teams, audience: string): boolean {
  return audience === cloud.connector || audience === cloud.graph;
}

function required(form: Form, name: string): string {
  const value = form[name];
  if (value) return value;
  const why = `AADSTS900144: The request body must contain the following parameter: '${name}'.`;
  throw new Refusal(400, 'invalid_request', why);
}

function directoryNamed(teams: Teams, tenant: string, clientId: string): string {
  const { bot, directory } = teams;
  const foreign = tenant === 'botframework.com';
  if (tenant !== directory.tenantId && !foreign) {
    const why = `AADSTS90002: Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`;
    throw new Refusal(400, 'invalid_request', why);
  }
  if (clientId !== bot.appId || (foreign && !bot.multiTenant)) {
    const where = foreign ? 'Bot Framework' : directory.tenantId;
    const why = `AADSTS700016: Application with identifier '${clientId}' was not found in the directory '${where}'.`;
    throw new Refusal(400, 'unauthorized_client', why);
  }
  return directory.tenantId;
}

async function checkCredential(teams: Teams, tenant: string, form: Form): Promise<void> {
  const { client_secret, client_assertion, client_assertion_type } = form;
  if (client_assertion !== undefined && client_assertion_type === assertionType) {
    return checkAssertion(teams, tenant, client_assertion);
  }
  if (client_secret === undefined) {
    const why =
      "AADSTS7000216: 'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.";
    throw new Refusal(401, 'invalid_client', why);
  }
  const { secret, appId } = teams.bot;
  if (secret === undefined || client_secret !== secret) {
    const why = `AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${appId}'.`;
    throw new Refusal(401, 'invalid_client', why);
  }
}

function audienceOf(teams: Teams, scope: string): string {
  const resources = scope.split(' ').filter(Boolean);
  const [resource = ''] = resources;
  if (resources.length !== 1 || !resource.endsWith('/.default')) {
    const why = `AADSTS1002012: The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`;
    throw new Refusal(400, 'invalid_scope', why);
  }
  const audience = resource.slice(0, -'/.default'.length);
  if (isResource(teams, audience)) return audience;
  const why = `AADSTS500011: The resource principal named ${audience} was not found in the tenant. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`;
  throw new Refusal(400, 'invalid_resource', why);
}
