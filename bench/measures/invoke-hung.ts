import type { MeasureRunning } from '../harness/bench.ts';
import { atMost } from '../harness/figure.ts';
import { openRequests, settled } from '../harness/flow.ts';

const CLICKS = 50;

/**
 * The slowest answer to clicks while Microsoft takes up every call, to the connector, Graph and
 * Entra, and answers none. It is the edge's own clock that answers then, whatever the store.
 */
export const invokeHung: MeasureRunning = async ({ teams }, _, store) => {
  if (teams === null || store !== 'sqlite') return [];
  const open = await openRequests(teams, CLICKS);
  await settled(teams);
  teams.chat.hang();
  const took = await teams.chat.approve(
    open.map(({ card }) => card),
    100,
  );
  // Else the service would wait for answers until its patience ends.
  await teams.chat.stop();
  return [atMost(5_000, { name: 'invoke.hung', value: Math.max(...took), unit: 'ms' })];
};
