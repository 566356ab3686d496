import { startSlackDouble } from '@countersign/emulator';
import { playChat } from './people.ts';
import { approver, slackWorkspace } from './workspace.ts';

/** The Slack double, whose clicks come to the service from Slack. */
playChat(async ({ secrets: { signingSecret, botToken }, appUrl }, see) => {
  const double = await startSlackDouble({
    signingSecret,
    botToken,
    workspace: slackWorkspace,
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
    const { channel, ts } = change;
    const message = double.message(channel, ts);
    if (!message || message.thread_ts !== undefined) return;
    see({ channel, message: ts }, message.text);
  });
  return {
    section: { slack: { botToken, signingSecret, apiUrl: double.apiUrl } },
    hands: {
      async approve({ channel, message: ts }) {
        const user = approver().slack;
        const { ok, error } = await double.click({ channel, ts, user, actionId: 'approve' });
        if (!ok) throw new Error(error);
      },
      hang: () =>
        double.fail({ method: '*', times: Infinity, with: { kind: 'slow', until: never } }),
    },
  };
});

const never = new Promise(() => {});
