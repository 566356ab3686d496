import type { TeamsDoubleOptions } from '@countersign/emulator';

export const tenantId = '0b7f3266-7e06-4dd9-b25d-7969801541f4';
export const appId = '5f0c3d5e-2a74-40a2-b28a-b162d5f5327c';
const otherTenant = '528dbe3f-15e0-4e37-84a1-00cc305847dd';

/** Object ids in Entra. */
export const accounts = {
  ada: '7faf8ab2-3d56-4244-b585-20c8a42ed2b8',
  grace: '520e4d1e-2108-43ee-a092-46a9507c6200',
  olga: '5b649834-7412-4cce-9e69-176e95a394f5',
  max: '1d2b8a5c-4f0e-4b37-9a6d-6e1f3c7a9b40',
  guest: 'c33aafc4-646d-4543-9d4c-abd28e4d2110',
  partner: '0d9b8f75-3f0a-4c6e-8c8b-6f0f2f6c1d33',
};
const { ada, grace, olga, max, guest, partner } = accounts;

const team = '19:local@thread.tacv2';

/** The people of the local workspace in Teams: the same humans with their second accounts. */
export const directory: NonNullable<TeamsDoubleOptions['directory']> = {
  people: [
    { aadObjectId: ada, name: 'Ada', mail: 'ada@example.com' },
    { aadObjectId: grace, name: 'Grace', mail: 'grace@example.com' },
    { aadObjectId: olga, name: 'Olga', mail: 'olga@example.com' },
    { aadObjectId: max, name: 'Max', mail: 'max@example.com' },
    { aadObjectId: guest, name: 'Gustav (guest)', userType: 'Guest' },
    { aadObjectId: partner, name: 'Petra (partner)', tenantId: otherTenant },
  ],
  groups: [
    {
      id: 'da849743-4259-475f-ae7a-4f4b0fb49943',
      displayName: 'release-approvers',
      // A group of Slack may hold people of elsewhere; one of Entra has guests at most.
      members: [ada, grace, olga, guest],
    },
    {
      id: '38f0ca43-1c38-4c39-8097-e47f62c68650',
      displayName: 'security',
      members: [grace, max, ada],
    },
  ],
  teams: [{ id: team, name: 'Local team' }],
  channels: [
    { id: '19:releases@thread.tacv2', team, name: 'releases' },
    {
      id: '19:security-approvals@thread.tacv2',
      team,
      name: 'security-approvals',
      membershipType: 'private',
      members: [ada, grace, max],
    },
  ],
};
