import type { HomeView, ModalView } from '@slack/types';
import { z } from 'zod';
import { createLatest } from './latest.ts';
import type { SlackClient } from './web-api.ts';

const HOME_PAUSE_MS = 1_000;
/** Slack tells each time when somebody opens their Home tab, and never that they have left it. */
const HOME_STAYS_OPEN_MS = 30 * 60_000;

const openedView = z.object({ view: z.object({ id: z.string().min(1) }) });

/** Forms and the Home tab: what a person waits for. Everything throws what the client throws. */
export type SlackSurface = {
  /** Within 3 s of the click that the trigger came with; answers the id of the view. */
  open(triggerId: string, view: ModalView): Promise<string>;
  update(viewId: string, view: ModalView): Promise<void>;
  /** Drawn at most once a second for each person; those who ask in between share the next one. */
  publishHome(user: string, draw: () => Promise<HomeView>): Promise<void>;
  /** The same for those who may have the tab open: nobody else sees it before it is drawn again. */
  refreshHome(user: string, draw: () => Promise<HomeView>): Promise<void>;
};

export function slackSurface(
  client: SlackClient,
  after: (ms: number) => Promise<void>,
  now: () => number,
): SlackSurface {
  const latest = createLatest(() => after(HOME_PAUSE_MS));
  const opened = new Map<string, number>();
  const publish = (user: string, draw: () => Promise<HomeView>) =>
    latest(user, async () => {
      const view = await draw();
      await client.call('views.publish', { user_id: user, view });
    });
  return {
    async open(trigger_id, view) {
      const answer = openedView.safeParse(
        await client.call('views.open', { trigger_id, view }),
      ).data;
      if (answer === undefined) throw new Error('Slack opened a view without an id.');
      return answer.view.id;
    },
    async update(view_id, view) {
      await client.call('views.update', { view_id, view });
    },
    publishHome(user, draw) {
      opened.set(user, now());
      return publish(user, draw);
    },
    async refreshHome(user, draw) {
      const at = opened.get(user);
      if (at === undefined) return;
      if (now() - at < HOME_STAYS_OPEN_MS) await publish(user, draw);
      else opened.delete(user);
    },
  };
}
