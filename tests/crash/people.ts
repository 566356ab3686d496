import { hasInput } from './seen.ts';
import type { Scene } from './scene.ts';

/** Somebody who clicks until it has worked. */
export type Clicker = { user: string; name: string; channel: string; resource: string };

export function approves(scene: Scene, who: Clicker): Promise<void> {
  const seen = scene.seen.of(who.resource);
  const isDone = () => seen.approvedBy(who.name) || seen.ends().size > 0;
  return clicksUntil(isDone, scene, who, async (ts) => {
    const { user, channel } = who;
    await scene.slack.click({ user, channel, ts, actionId: 'approve' });
  });
}

export function rejects(scene: Scene, who: Clicker): Promise<void> {
  const seen = scene.seen.of(who.resource);
  return clicksUntil(
    () => seen.ends().size > 0,
    scene,
    who,
    (ts) => oneFormAtATime(scene, () => fillInForm(scene, who, ts)),
  );
}

async function fillInForm({ slack, service }: Scene, { user, channel }: Clicker, ts: string) {
  const died = service.died();
  const { ok } = await slack.click({ user, channel, ts, actionId: 'reject' }).catch(gone);
  const form = () => slack.views(user).findLast((view) => hasInput(view));
  if (ok) await Promise.race([slack.until(() => form() !== undefined), died]).catch(gone);
  const view = form();
  if (view) await slack.submitView({ user, viewId: view.id, values: { reason: { text: 'No.' } } });
  for (const open of slack.views(user)) await slack.closeView({ user, viewId: open.id });
}

/** The card has lost its buttons meanwhile, or no form came: whoever clicked looks again. */
const gone = () => ({ ok: false });

const filling = new WeakMap<Scene, Promise<void>>();

function oneFormAtATime(scene: Scene, fill: () => Promise<void>): Promise<void> {
  const turn = (filling.get(scene) ?? Promise.resolve()).then(fill);
  filling.set(
    scene,
    turn.catch(() => undefined),
  );
  return turn;
}

/** After each click they wait for what comes of it, and look again. */
async function clicksUntil(
  isDone: () => boolean,
  scene: Scene,
  { channel, resource }: Clicker,
  click: (ts: string) => Promise<void>,
): Promise<void> {
  const seen = scene.seen.of(resource);
  for (let clicks = 0; ; clicks += 1) {
    await scene.slack.until(() => isDone() || seen.live(channel).length > 0, 300_000);
    if (isDone()) return;
    // Of several copies, now the oldest and now the newest.
    const card = seen.live(channel).at(clicks % 2 === 0 ? 0 : -1);
    if (card) await click(card.ts);
    await scene.quiet();
    if (clicks > 20) throw new Error(`Nothing comes of clicking on ${resource}.`);
  }
}
