import type { Person } from '../directory.ts';
import { Refusal } from '../refusal.ts';
import type { Teams } from '../teams.ts';

const always = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
] as const;

/** Only with `$select`: who leaves these out of it reads no `accountEnabled`. */
const selectable = ['accountEnabled', 'userType', 'creationType', 'externalUserState'] as const;

type Field = (typeof always)[number] | (typeof selectable)[number];

/** In the tenant's own directory; people of other tenants are not. */
export function userIn({ directory }: Teams, id: string): Person {
  const { people, tenantId } = directory;
  const person =
    people.get(id) ??
    [...people.values()].find(({ userPrincipalName }) => userPrincipalName === id);
  if (person !== undefined && person.tenantId === tenantId) return person;
  throw notFound(id);
}

export function notFound(id: string): Refusal {
  const why = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return new Refusal(404, 'Request_ResourceNotFound', why);
}

/** Source: https://learn.microsoft.com/graph/api/user-get */
export function userAs(person: Person, select: string | undefined): Record<string, unknown> {
  const fields = select === undefined ? always : select.split(',').map(fieldNamed);
  return Object.fromEntries(fields.map((field) => [field, valueOf(person, field)]));
}

function fieldNamed(name: string): Field {
  const field = [...always, ...selectable].find((known) => known === name.trim());
  if (field !== undefined) return field;
  const why = `Parsing OData Select and Expand failed: Could not find a property named '${name.trim()}' on type 'microsoft.graph.user'.`;
  throw new Refusal(400, 'BadRequest', why);
}

function valueOf(person: Person, field: Field): unknown {
  switch (field) {
    case 'id':
      return person.aadObjectId;
    case 'displayName':
      return person.name;
    case 'mail':
      return person.mail ?? null;
    case 'givenName':
    case 'surname':
    case 'userPrincipalName':
    case 'accountEnabled':
    case 'userType':
      return person[field];
    case 'creationType':
      return person.userType === 'Guest' ? 'Invitation' : null;
    case 'externalUserState':
      return person.userType === 'Guest' ? 'Accepted' : null;
    case 'businessPhones':
      return [];
    case 'jobTitle':
    case 'mobilePhone':
    case 'officeLocation':
    case 'preferredLanguage':
    default:
      return null;
  }
}
