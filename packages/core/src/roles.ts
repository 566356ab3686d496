/** What a person who has signed in may be. Nobody is anything that the configuration doesn't say. */
export const roles = ['viewer', 'approver', 'operator', 'auditor', 'admin'] as const;

export type Role = (typeof roles)[number];

/**
 * Who may do what, in one table. No role contains another one: who is to do two things is given two.
 * To decide takes one, and makes nobody an approver of anything: whose vote counts is the policy's
 * matter, at every vote anew.
 */
export const permissions = {
  'requests.read': ['viewer', 'approver', 'operator', 'auditor', 'admin'],
  'requests.decide': ['approver'],
  'evidence.read': ['auditor'],
  'log.read': ['auditor'],
  'approvers.read': ['operator', 'auditor'],
  'deliveries.read': ['operator'],
  'deliveries.retry': ['operator'],
  'identities.read': ['operator', 'auditor', 'admin'],
  'identities.write': ['operator', 'admin'],
  'sessions.own': ['viewer', 'approver', 'operator', 'auditor', 'admin'],
  'sessions.all': ['admin'],
} as const satisfies { [permission: string]: readonly Role[] };

export type Permission = keyof typeof permissions;

/** What these roles may do together, in the order of the table. */
export function permissionsOf(held: readonly Role[]): Permission[] {
  return everyPermission.filter((permission) => may(held, permission));
}

export function may(held: readonly Role[], permission: Permission): boolean {
  const allowed: readonly Role[] = permissions[permission];
  return held.some((role) => allowed.includes(role));
}

const everyPermission = Object.keys(permissions) as Permission[];
