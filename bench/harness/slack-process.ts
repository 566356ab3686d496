import { startSlackDouble, type SlackDouble } from '@countersign/emulator';
import { openLoop } from './open-loop.ts';
import type { Card, Clicks, Said, SlackStart } from './slack.ts';
import { approvers, isLeftOpen, resourceOn, workspace } from './workspace.ts';

/**
 * The Slack double and its people, in a process of their own: a click is made where the card is, and
 * comes to the service from Slack, as it does outside.
 */
process.once('message', (start: SlackStart) => void run(start));
process.once('disconnect', () => process.exit());

async function run({ signingSecret, botToken, appUrl }: SlackStart): Promise<void> {
  const double = await startSlackDouble({
    signingSecret,
    botToken,
    workspace,
    requestUrls: {
      interactivity: `${appUrl}/slack/interactivity`,
      // Slack tells the app of each card that it posted: the manifest subscribes to that.
      events: `${appUrl}/slack/events`,
    },
    pace: false,
    // A click that is acknowledged late shows in the figures instead of ending them.
    ackTimeoutMs: 60_000,
    keepCalls: 0,
    keepMessages: 2_000,
  });
  let newest = '';
  double.subscribe((change) => {
    // Only what is new is looked at: an edited card has an earlier `ts`.
    if (change.kind !== 'message' || change.ts <= newest) return;
    newest = change.ts;
    const message = double.message(change.channel, change.ts);
    if (!message || message.thread_ts !== undefined) return;
    const resource = resourceOn(message.text);
    const card = { channel: change.channel, ts: change.ts };
    if (isLeftOpen(resource)) tell({ type: 'posted', resource, card });
    // Nobody sees a card before Slack has answered its posting.
    else setImmediate(() => void approve(double, card).catch(fail));
  });
  process.on('message', ({ cards, perSecond }: Clicks) => {
    openLoop(cards, perSecond, (card) => approve(double, card)).then(
      (took) => tell({ type: 'approved', took }),
      fail,
    );
  });
  tell({ type: 'ready', apiUrl: double.apiUrl });
}

let turn = 0;

/** By whoever's turn it is. */
async function approve(double: SlackDouble, card: Card): Promise<void> {
  const user = approvers[(turn += 1) % approvers.length] ?? '';
  const { ok, error } = await double.click({ ...card, user, actionId: 'approve' });
  if (!ok) throw new Error(error);
}

function fail(error: unknown): void {
  tell({ type: 'failed', reason: String(error) });
}

function tell(said: Said): void {
  process.send?.(said);
}
