import type { SlackDoubleOptions } from '@countersign/emulator';

/** Who is in the local workspace: people who may decide, and people who may not. */
export const workspace: NonNullable<SlackDoubleOptions['workspace']> = {
  team: { id: 'T0LOCAL', name: 'Local workspace', domain: 'local' },
  users: [
    {
      id: 'U0ADA',
      name: 'ada',
      real_name: 'Ada',
      email: 'ada@example.com',
      is_email_confirmed: true,
    },
    {
      id: 'U0GRACE',
      name: 'grace',
      real_name: 'Grace',
      email: 'grace@example.com',
      is_email_confirmed: true,
    },
    // The owner of the bot: in the approvers' group, and still never for her own bot's requests.
    {
      id: 'U0OLGA',
      name: 'olga',
      real_name: 'Olga',
      email: 'olga@example.com',
      is_email_confirmed: true,
    },
    {
      id: 'U0MAX',
      name: 'max',
      real_name: 'Max',
      email: 'max@example.com',
      is_email_confirmed: true,
    },
    { id: 'U0GUEST', name: 'guest', real_name: 'Gustav (guest)', is_restricted: true },
    {
      id: 'U0PARTNER',
      name: 'partner',
      real_name: 'Petra (partner)',
      is_stranger: true,
      team_id: 'T0PARTNER',
    },
  ],
  usergroups: [
    {
      id: 'S0RELEASE',
      handle: 'release-approvers',
      name: 'Release approvers',
      users: ['U0ADA', 'U0GRACE', 'U0OLGA', 'U0GUEST', 'U0PARTNER'],
    },
    {
      id: 'S0SECURITY',
      handle: 'security',
      name: 'Security',
      users: ['U0GRACE', 'U0MAX', 'U0ADA'],
    },
  ],
  channels: [
    {
      id: 'C0RELEASES',
      name: 'releases',
      is_member: true,
      members: ['U0ADA', 'U0GRACE', 'U0OLGA', 'U0MAX', 'U0GUEST', 'U0PARTNER'],
    },
    {
      id: 'C0SECURITY',
      name: 'security-approvals',
      is_private: true,
      is_member: true,
      members: ['U0ADA', 'U0GRACE', 'U0MAX'],
    },
  ],
};
