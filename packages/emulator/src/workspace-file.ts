import { z } from 'zod';
import type { WorkspaceSeed } from './workspace.ts';

const id = z.string().regex(/^[A-Z][A-Z0-9]{1,30}$/, 'must be an id as Slack writes them');
const flag = z.boolean().optional();
const text = z.string().min(1).max(255).optional();
const ids = z.array(id).optional();

const user = z.strictObject({
  id,
  team_id: id.optional(),
  name: text,
  real_name: text,
  email: text,
  is_bot: flag,
  is_app_user: flag,
  is_admin: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  deleted: flag,
  is_email_confirmed: flag,
});

const usergroup = z.strictObject({ id, handle: text, name: text, users: ids, disabled: flag });

const channel = z.strictObject({
  id,
  name: text,
  is_private: flag,
  is_im: flag,
  is_member: flag,
  is_ext_shared: flag,
  is_pending_ext_shared: flag,
  is_org_shared: flag,
  is_archived: flag,
  connected_team_ids: ids,
  members: ids,
});

/** A workspace as JSON; unknown fields are refused, because they are mostly misspelt ones. */
export const workspaceFile = z.strictObject({
  $schema: z.string().optional(),
  team: z.strictObject({ id: id.optional(), name: text, domain: text }).optional(),
  enterprise: z.strictObject({ id, name: text, domain: text, orgInstall: flag }).optional(),
  users: z.array(user).optional(),
  usergroups: z.array(usergroup).optional(),
  channels: z.array(channel).optional(),
}) satisfies z.ZodType<WorkspaceSeed>;
