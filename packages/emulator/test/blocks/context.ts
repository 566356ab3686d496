import type { RenderContext } from '../../src/blocks/render.ts';

/** 2023-11-14T22:13:20Z, and one name of each kind. */
export const context: RenderContext = {
  user: (id) => ({ U1: 'Ada Lovelace' })[id],
  channel: (id) => ({ C1: 'deploys' })[id],
  usergroup: (id) => ({ S1: 'release-approvers' })[id],
  people: [{ id: 'U1', name: 'Ada Lovelace' }],
  channels: [{ id: 'C1', name: 'deploys' }],
  now: 1_700_000_000,
  timeZone: 'UTC',
};
