import { z } from 'zod';
import type { DirectorySeed } from './directory.ts';

const id = z.string().min(1).max(255);
const ids = z.array(id).optional();
const text = z.string().min(1).max(255).optional();
const flag = z.boolean().optional();

const person = z.strictObject({
  aadObjectId: id,
  tenantId: text,
  name: text,
  givenName: text,
  surname: text,
  mail: text,
  userPrincipalName: text,
  userType: z.enum(['Member', 'Guest']).optional(),
  accountEnabled: flag,
  installed: flag,
  blocked: flag,
});

const group = z.strictObject({
  id,
  tenantId: text,
  displayName: text,
  members: ids,
  hiddenMembership: flag,
});

const team = z.strictObject({
  id,
  aadGroupId: text,
  tenantId: text,
  name: text,
  members: ids,
  installed: flag,
  consented: ids,
});

const channel = z.strictObject({
  id,
  team: id,
  name: text,
  membershipType: z.enum(['standard', 'private', 'shared']).optional(),
  members: ids,
  installed: flag,
  blocked: flag,
});

/** A directory as JSON; unknown fields are refused, because they are mostly misspelt ones. */
export const directoryFile = z.strictObject({
  $schema: z.string().optional(),
  people: z.array(person).optional(),
  groups: z.array(group).optional(),
  teams: z.array(team).optional(),
  channels: z.array(channel).optional(),
}) satisfies z.ZodType<DirectorySeed>;
