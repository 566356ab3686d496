import { aDesk, CHANNEL, type Desk } from '../slack/desk.ts';
import type { Act, Chat, Platform, Seen, Who } from './platform.ts';
import { nodes, type Node } from './nodes.ts';
import { readSlack } from './read-slack.ts';
import { requestsOf } from './requests.ts';
import { useRule } from './rule.ts';

const users: { [who in Who]: string } = {
  ada: 'U0ADA',
  grace: 'U0GRACE',
  lise: 'U0LISE',
  olga: 'U0OLGA',
  emmy: 'U0BYSTANDER',
  guest: 'U0GUEST',
  gone: 'U0GONE',
  stranger: 'U0STRANGER',
};

const groups = { releasers: { slack: ['S0RELEASE'] }, security: { slack: ['S0SEC'] } };

const ticked = {
  type: 'input',
  block_id: 'read',
  label: { type: 'plain_text', text: 'Read' },
  element: {
    type: 'checkboxes',
    action_id: 'tick',
    options: [{ text: { type: 'plain_text', text: 'Read' }, value: 'read' }],
  },
};

const isWho = (name: string): name is Who => Object.hasOwn(users, name);

/** Their clients would not let them: what they send is forged. */
const noClient = new Set<Who>(['guest', 'gone', 'stranger']);

const lookUps = { people: 'users.info', groups: 'usergroups.users.list' };

export async function openSlack(): Promise<Platform> {
  // Slack tells of cards where a test says so, and clicks are acknowledged with their outcome.
  const desk = await aDesk({ metadataEvents: false, after: () => new Promise(() => {}) });
  return { name: 'Slack', ...requestsOf(desk), ...chatOf(desk) };
}

function chatOf(desk: Desk): Chat {
  const { double } = desk;
  const { workspace } = double;
  /** What forms said to a person: they are gone once they are closed. */
  const forms = new Map<Who, string[]>();

  const formOf = (who: Who) => double.views(users[who]).at(-1);
  const readForm = (who: Who) => {
    const form = formOf(who);
    if (form === undefined) return;
    const said = [readSlack(form).text, ...Object.values(form.errors ?? {})].join('\n');
    forms.set(who, [...(forms.get(who) ?? []), said]);
  };
  const notes = (who: Who) =>
    desk.notesFor(users[who]).filter(({ hidden, deleted }) => !hidden && !deleted);
  const press = async (id: string, who: Who, button: string): Promise<Act> => {
    const force = noClient.has(who);
    const { channel, message: ts, control, id: card } = await desk.cardOf(id);
    const values = new Set([control, card]);
    const place = nodes((await desk.shown(id)).blocks).find(({ elements }) =>
      nodes(elements).some(
        (one) =>
          one['action_id'] === button &&
          // That of a menu is in its entry.
          nodes(one).some(({ value }) => values.has(String(value))),
      ),
    );
    const blockId = place === undefined ? {} : { blockId: String(place['block_id']) };
    const click = await double.click({
      user: users[who],
      channel,
      ts,
      actionId: button,
      force,
      ...blockId,
    });
    readForm(who);
    return { again: async () => void (await double.redeliver(click)) };
  };
  const sendForm = async (who: Who, values: object, force = false) => {
    await double.submitView({ user: users[who], values: { ...values }, force });
    readForm(who);
  };
  const announcement = async (id: string) => {
    const { cards = [] } = (await desk.store.requests.get(id)) ?? {};
    return cards.find(({ channel }) => channel === 'C0OTHER')?.message ?? '';
  };
  const ownChat = (who: Who) => {
    const all = [...workspace.channels.values()];
    return all.find(({ is_im, members }) => is_im && members.includes(users[who]))?.id ?? 'D0NONE';
  };
  const inOwn = (who: Who) => double.messages(ownChat(who)).filter(({ deleted }) => !deleted);
  const ownCards = (who: Who) => inOwn(who).filter(({ metadata }) => metadata !== undefined);
  const ownCard = (who: Who) => {
    const card = ownCards(who).at(-1);
    if (card === undefined) throw new Error(`${who} has no card of their own.`);
    return card;
  };
  const posted = () => double.messages(CHANNEL).filter(({ deleted }) => !deleted);

  return {
    card: async (id) => readSlack(await desk.shown(id)),
    cards: (): Seen[] =>
      posted()
        .filter(({ thread_ts }) => thread_ts === undefined)
        .map(readSlack),
    announced: (): Seen[] =>
      double
        .messages('C0OTHER')
        .filter(({ deleted, thread_ts }) => !deleted && thread_ts === undefined)
        .map(readSlack),
    belowAnnounced: () =>
      double
        .messages('C0OTHER')
        .filter(({ deleted, thread_ts }) => !deleted && thread_ts !== undefined)
        .map((reply) => `${readSlack(reply).text}${filesOf(desk, reply)}`),
    calledThere: () => double.messages('C0OTHER').map(callsOf),
    async thread(id) {
      const { message } = await desk.cardOf(id);
      return posted()
        .filter(({ thread_ts, ts }) => thread_ts === message && ts !== message)
        .map((reply) => `${readSlack(reply).text}${filesOf(desk, reply)}`);
    },
    async called(id) {
      const { message } = await desk.cardOf(id);
      const about = posted().filter(({ ts, thread_ts }) => ts === message || thread_ts === message);
      return about.map(callsOf);
    },
    own: (who) => ownCards(who).map(readSlack),
    ownLines: (who) =>
      inOwn(who)
        .filter(({ metadata }) => metadata === undefined)
        .map((line) => `${readSlack(line).text}${filesOf(desk, line)}`),
    async approveOwn(who, { of = who, from } = {}) {
      const { ts, blocks } = ownCard(of);
      const channel = from === 'channel' ? CHANNEL : ownChat(of);
      const value = nodes(blocks).find(({ action_id }) => action_id === 'approve')?.['value'];
      const force = of !== who || from !== undefined;
      const click = { user: users[who], channel, ts, actionId: 'approve' };
      await double.click(force ? { ...click, value: String(value), force } : click);
    },
    async detailsOwn(who) {
      const { ts } = ownCard(who);
      await double.click({ user: users[who], channel: ownChat(who), ts, actionId: 'review' });
      return readSlack(formOf(who) ?? { blocks: [] });
    },
    async breakGlassOwn(who, reason) {
      const { ts } = ownCard(who);
      await double.click({ user: users[who], channel: ownChat(who), ts, actionId: 'emergency' });
      await sendForm(who, { reason: { text: reason }, read: { tick: ['read'] } });
    },
    async findingOwn(who) {
      const { ts } = ownCard(who);
      await double.click({ user: users[who], channel: ownChat(who), ts, actionId: 'finding.ok' });
    },
    async rejectOwn(who, reason) {
      const { ts } = ownCard(who);
      await double.click({ user: users[who], channel: ownChat(who), ts, actionId: 'reject' });
      await sendForm(who, { reason: { text: reason } }, true);
    },
    async approveFromOwn(id, who) {
      const { message: ts, control: value } = await desk.cardOf(id);
      const click = { user: users[who], channel: ownChat(who), ts, actionId: 'approve', value };
      await double.click({ ...click, force: true });
    },
    turnAway: (times = 1_000) =>
      double.fail({
        method: 'conversations.open',
        times,
        with: { kind: 'error', error: 'user_not_visible' },
      }),
    told: (who) =>
      [...(forms.get(who) ?? []), ...notes(who).map((note) => readSlack(note).text)].join('\n'),
    everything: () =>
      JSON.stringify([
        double.calls(),
        double.messages(CHANNEL),
        double.ephemerals(),
        [...forms.values()],
        double.files().map(({ content }) => Buffer.from(content ?? []).toString('utf8')),
      ]),

    approve: (id, who) => press(id, who, 'approve'),
    async review(id, who) {
      await press(id, who, 'review');
      if (formOf(who)?.callback_id !== 'review') return;
      await sendForm(who, { read: { tick: ['read'] } });
    },
    async details(id, who) {
      await press(id, who, 'review');
      return readSlack(formOf(who) ?? { blocks: [] });
    },
    async approveForged(id, who) {
      const { message, control, channel } = await desk.cardOf(id);
      const [view] = Object.values(users).flatMap((user) => double.views(user));
      if (view === undefined) throw new Error('Nobody has a form open.');
      const private_metadata = JSON.stringify({ target: { control }, channel, message });
      const forged = { ...view, callback_id: 'review', private_metadata, blocks: [ticked] };
      const values = { read: { tick: ['read'] } };
      await double.submitView({ user: users[who], values, force: true, view: forged });
    },
    async readAndApprove(id, who) {
      await press(id, who, 'review');
      await sendForm(who, { read: { tick: ['read'] } });
    },
    async emergency(id, who) {
      await press(id, who, 'emergency');
      return readSlack(formOf(who) ?? { blocks: [] });
    },
    async breakGlass(id, who, reason, read = true) {
      await press(id, who, 'emergency');
      if (formOf(who)?.callback_id !== 'emergency') return;
      await sendForm(who, { reason: { text: reason }, read: { tick: read ? ['read'] : [] } }, true);
    },
    async finding(id, who, concern) {
      const ts = await announcement(id);
      const actionId = concern === undefined ? 'finding.ok' : 'finding.concern';
      await double.click({ user: users[who], channel: 'C0OTHER', ts, actionId });
      readForm(who);
      if (concern === undefined || formOf(who)?.callback_id !== 'concern') return;
      await sendForm(who, { reason: { text: concern } }, true);
    },
    async findingInLine(id, who, concern) {
      await press(id, who, concern === undefined ? 'finding.ok' : 'finding.concern');
      if (concern === undefined || formOf(who)?.callback_id !== 'concern') return;
      await sendForm(who, { reason: { text: concern } }, true);
    },
    async detailsToReview(id, who) {
      const ts = await announcement(id);
      await double.click({ user: users[who], channel: 'C0OTHER', ts, actionId: 'review' });
      readForm(who);
      return readSlack(formOf(who) ?? { blocks: [] });
    },
    async approveElsewhere(id, who) {
      const ts = await announcement(id);
      await double.click({ user: users[who], channel: 'C0OTHER', ts, actionId: 'approve' });
    },
    async reject(id, who, reason) {
      await press(id, who, 'reject');
      if (formOf(who)?.callback_id !== 'reject') return;
      await sendForm(who, { reason: { text: reason } }, true);
    },
    async showLine(id, who) {
      await press(id, who, 'list.show');
      return readSlack(formOf(who) ?? { blocks: [] });
    },
    async reviewLine(id, who) {
      await press(id, who, 'list.show');
      if (formOf(who)?.submit) await sendForm(who, { read: { tick: ['read'] } });
    },
    async openTogether(id, who, vote) {
      await press(id, who, `list.${vote}`);
      return readSlack(formOf(who) ?? { blocks: [] });
    },
    openForm(who) {
      const form = formOf(who);
      return form === undefined ? null : readSlack(form);
    },
    async sendTogether(_, who, reason) {
      const values: { reason?: { text: string } } = {};
      if (reason !== undefined) values.reason = { text: reason };
      const sent = await double.submitView({
        user: users[who],
        values: { ...values },
        force: true,
      });
      readForm(who);
      return { again: async () => void (await double.redeliver(sent)) };
    },
    async say(who, text) {
      const before = notes(who).length;
      await double.command({
        user: users[who],
        channel: CHANNEL,
        command: '/countersign',
        text: text.replace(/@(\w+)/u, (at, name: string) => {
          return isWho(name) ? `<@${users[name]}|${name}>` : at;
        }),
      });
      return notes(who)
        .slice(before)
        .map((note) => readSlack(note).text)
        .join('\n');
    },
    async approveButton(id) {
      const { message: ts, control: value, channel } = await desk.cardOf(id);
      return async (who) => {
        const user = users[who];
        await double.click({ user, channel, ts, actionId: 'approve', value, force: true });
      };
    },
    async look() {
      for (const { ts, metadata } of posted()) {
        if (metadata === undefined) continue;
        await double.event({
          type: 'message_metadata_posted',
          app_id: workspace.app.id,
          channel_id: CHANNEL,
          message_ts: ts,
          metadata,
        });
      }
    },

    rule: (more) =>
      useRule(desk, { groups, route: { slack: [CHANNEL] }, other: { slack: ['C0OTHER'] } }, more),
    async channelIs({ shared = false, private: isPrivate = false, left = false }) {
      const channel = workspace.channels.get(CHANNEL);
      if (channel === undefined) return;
      channel.is_ext_shared = shared;
      channel.is_private = isPrivate;
      channel.is_member = !left;
    },

    leaveGroups(who, named) {
      for (const group of workspace.usergroups.values()) {
        if (named !== undefined && group.id !== groups[named].slack[0]) continue;
        group.users = group.users.filter((user) => user !== users[who]);
      }
    },
    disable(who) {
      const user = workspace.users.get(users[who]);
      if (user) user.deleted = true;
    },
    failLookUps: (of) =>
      double.fail({ method: lookUps[of], times: 1_000, with: { kind: 'http', status: 503 } }),
    goDown: () => double.fail({ method: '*', times: 1_000, with: { kind: 'http', status: 503 } }),
    failUploads: () =>
      double.fail({
        method: 'files.getUploadURLExternal',
        times: 1_000,
        with: { kind: 'http', status: 503 },
      }),
    loseNextAnswer: () => double.fail({ method: 'chat.postMessage', with: { kind: 'lost' } }),
    recover: () => double.clearFaults(),
  };
}

function callsOf({ blocks }: { blocks?: unknown }): string[] {
  return nodes(blocks).flatMap(mentioned).toSorted();
}

function mentioned({ type, user_id: user, usergroup_id: group }: Node): string[] {
  if (type === 'usergroup') return [String(group)];
  if (type !== 'user') return [];
  return Object.entries(users).flatMap(([who, known]) => (known === user ? [who] : []));
}

/** The text of attached files, which people open from the thread. */
function filesOf({ double }: Desk, { files = [] }: { files?: object[] }): string {
  const ids = new Set(files.map((file) => (file as { id?: string }).id));
  return double
    .files()
    .filter(({ id }) => ids.has(id))
    .map(({ content }) => Buffer.from(content ?? []).toString('utf8'))
    .join('\n');
}
