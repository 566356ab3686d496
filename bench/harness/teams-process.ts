import { startTeamsDouble } from '@countersign/emulator';
import { playChat } from './people.ts';
import { approver, teamsDirectory, TENANT } from './workspace.ts';

/** The Teams double, with Entra and Graph, whose clicks come to the service from Teams. */
playChat(async ({ secrets: { appId, appSecret }, appUrl }, see) => {
  const double = await startTeamsDouble({
    tenantId: TENANT,
    bot: { appId, secret: appSecret },
    messagingEndpoint: `${appUrl}/teams/messages`,
    directory: teamsDirectory,
    pace: false,
    // A click that is answered late shows in the figures instead of ending them.
    replyTimeoutMs: 60_000,
    keepCalls: 0,
    keepMessages: 2_000,
  });
  let newest = 0;
  double.subscribe((change) => {
    // Only what is new is looked at: an edited card has a lower id.
    if (change.kind !== 'message' || Number(change.id) <= newest) return;
    newest = Number(change.id);
    const { conversation: channel, id } = change;
    const message = double.message(channel, id);
    if (!message || message.thread !== id) return;
    see({ channel, message: id }, message.summary ?? '');
  });
  const { entraUrl, openIdMetadataUrl, graphUrl, serviceUrl } = double;
  const endpoints = {
    login: entraUrl,
    openId: openIdMetadataUrl,
    graph: graphUrl,
    service: serviceUrl,
  };
  return {
    section: { teams: { appId, secret: appSecret, tenants: [TENANT], endpoints } },
    hands: {
      async approve({ channel, message }) {
        const click = { person: approver().teams, conversation: channel, message };
        const { ok, error } = await double.click({ ...click, verb: 'approve' });
        if (!ok) throw new Error(error);
      },
      hang: () => double.fail({ operation: '*', times: Infinity, with: { kind: 'hang' } }),
    },
  };
});
