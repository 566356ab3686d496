import type { CardClick, TeamsDelivery } from '@countersign/emulator';
import {
  ADA,
  aTeamsDesk,
  CHANNEL,
  EMMY,
  GONE,
  GRACE,
  GUEST,
  LISE,
  OLGA,
  OTHER_CHANNEL,
  RELEASERS,
  SECURITY,
  STRANGER,
  TEAM,
  type Desk,
} from '../teams/desk.ts';
import { isNode, nodes, type Node } from './nodes.ts';
import type { Act, Chat, Platform, Who } from './platform.ts';
import { readTeams } from './read-teams.ts';
import { requestsOf } from './requests.ts';
import { useRule } from './rule.ts';

const people: { [who in Who]: string } = {
  ada: ADA,
  grace: GRACE,
  lise: LISE,
  olga: OLGA,
  emmy: EMMY,
  guest: GUEST,
  gone: GONE,
  stranger: STRANGER,
};

const groups = { releasers: { entra: [RELEASERS] }, security: { entra: [SECURITY] } };
const everybody = [ADA, GRACE, LISE, OLGA, EMMY];

/** What opens one request of a list. */
const SHOW = /^Show(?:…| or )/u;

const isWho = (name: string): name is Who => Object.hasOwn(people, name);

/** Their clients would not let them: what they send is forged. */
const noClient = new Set<Who>(['guest', 'gone', 'stranger']);

const lookUps = { people: 'graph.getUser', groups: 'graph.checkMemberGroups' } as const;

export async function openTeams(): Promise<Platform> {
  const desk = await aTeamsDesk({ after: () => new Promise(() => {}) });
  return { name: 'Teams', ...requestsOf(desk), ...chatOf(desk) };
}

function chatOf(desk: Desk): Chat {
  const { double } = desk;
  const { directory } = double;
  /** What the answers of clicks said to a person: their own view of a card, or a sentence. */
  const answers = new Map<Who, string[]>();

  const heard = (who: Who, { body }: TeamsDelivery) => {
    const said = toldBy(body);
    answers.set(who, [...(answers.get(who) ?? []), said]);
  };
  /** Presses what opens a dialog about a request, or about all of its list. */
  const openDialog = async (id: string, who: Who, verb: string, title: RegExp) => {
    const { channel: conversation, message, control, id: card, stage } = await desk.cardOf(id);
    const shown = nodes(await desk.shown(id)).find((one) => title.test(String(one['title'])));
    if (shown === undefined) throw new Error(`There is no ${verb}.`);
    const button = JSON.parse(JSON.stringify(shown['data']));
    const line = { ...button, countersign: { verb, card, control, stage } };
    const data = verb === 'list_show' ? line : button;
    const at = { person: people[who], conversation, message, title: String(shown['title']) };
    double.closeDialog(people[who]);
    heard(who, await double.click({ ...at, data, force: true }));
    return readTeams(double.dialog(people[who])?.card);
  };
  const sendDialog = async (who: Who, title: RegExp, inputs: { [name: string]: string } = {}) => {
    const { card } = double.dialog(people[who]) ?? {};
    const button = nodes(card).find((one) => one['data'] && title.test(String(one['title'])));
    if (button === undefined) throw new Error(`${who} has no such button in a dialog.`);
    const send = { person: people[who], title: String(button['title']), inputs, force: true };
    const sent = await double.submitDialog(send);
    heard(who, sent);
    return { again: async () => heard(who, await double.redeliver(sent)) };
  };
  /** Of a list, many buttons have one verb. */
  const lineOf = async (id: string, { verb = '', inputs = {} }: Partial<CardClick>) => {
    const { control, id: card, stage, list, likeness } = await desk.cardOf(id);
    if (list === undefined && likeness === undefined) return {};
    return { data: { countersign: { verb, card, control, stage }, ...inputs }, force: true };
  };
  const press = async (id: string, who: Who, more: Partial<CardClick>): Promise<Act> => {
    const force = noClient.has(who);
    const line = await lineOf(id, more);
    const click = await desk.press(id, people[who], more.verb, { force, ...line, ...more });
    heard(who, click);
    return { again: async () => heard(who, await double.redeliver(click)) };
  };
  /** Once what it asks for is there, the button is not. */
  const ask = async (id: string, who: Who, verb: 'details' | 'emergency' = 'details') => {
    const { control, id: card, stage } = await desk.cardOf(id);
    const data = { countersign: { verb, card, control, stage } };
    await press(id, who, { verb, data, force: true });
  };
  const pressElsewhere = async (
    id: string,
    who: Who,
    more: Pick<CardClick, 'verb' | 'inputs' | 'force'>,
  ) => {
    const { cards = [] } = (await desk.store.requests.get(id)) ?? {};
    const message = cards.find(({ channel }) => channel === OTHER_CHANNEL)?.message ?? '';
    const at = { person: people[who], conversation: OTHER_CHANNEL, message };
    const click = await double.click({ ...at, ...more });
    heard(who, click);
    return click;
  };
  const chat = (who: Who) =>
    double
      .messages(double.chat(people[who]))
      .filter(({ via }) => via === 'bot')
      .map((message) => readMessage(message).text);
  const inOwn = (who: Who) =>
    double
      .messages(double.chat(people[who]))
      .filter(({ via, deleted }) => via === 'bot' && !deleted);
  const ownCards = (who: Who) => inOwn(who).filter(isCard);
  const ownCard = (who: Who) => {
    const card = ownCards(who).at(-1);
    if (card === undefined) throw new Error(`${who} has no card of their own.`);
    return card;
  };
  const posted = () =>
    double.messages(CHANNEL).filter(({ via, deleted }) => via === 'bot' && !deleted);

  return {
    card: async (id, who) =>
      readTeams(await (who === undefined ? desk.shown(id) : desk.shown(id, people[who]))),
    cards: () =>
      posted()
        .filter(({ id, thread }) => id === thread)
        .map(readMessage),
    announced: () =>
      double
        .messages(OTHER_CHANNEL)
        .filter(({ via, deleted, id, thread }) => via === 'bot' && !deleted && id === thread)
        .map(readMessage),
    belowAnnounced: () =>
      double
        .messages(OTHER_CHANNEL)
        .filter(({ via, deleted, id, thread }) => via === 'bot' && !deleted && id !== thread)
        .map((message) => readMessage(message).text),
    calledThere: () => double.messages(OTHER_CHANNEL).map(callsOf),
    async thread(id) {
      const { message } = await desk.cardOf(id);
      return double
        .thread(CHANNEL, message)
        .slice(1)
        .map((reply) => readMessage(reply).text);
    },
    async called(id) {
      const { message } = await desk.cardOf(id);
      return double.thread(CHANNEL, message).map(callsOf);
    },
    own: (who) => ownCards(who).map(readMessage),
    ownLines: (who) =>
      inOwn(who)
        .filter((message) => !isCard(message))
        .map((message) => readMessage(message).text),
    async approveOwn(who, { of = who, from } = {}) {
      const { id } = ownCard(of);
      const force = of !== who || from !== undefined;
      const conversation = double.chat(people[of]);
      const click = { person: people[who], conversation, message: id, verb: 'approve' };
      const data = dataOf(ownCard(of));
      const at = from === 'channel' ? { ...click, conversation: CHANNEL } : click;
      heard(who, await double.click(force ? { ...at, data, force } : at));
    },
    async detailsOwn(who) {
      const at = { person: people[who], conversation: double.chat(people[who]) };
      const { body } = await double.click({ ...at, message: ownCard(who).id, verb: 'details' });
      return readTeams(isNode(body) ? body['value'] : undefined);
    },
    async breakGlassOwn(who, reason) {
      const at = { person: people[who], conversation: double.chat(people[who]) };
      const { id: message } = ownCard(who);
      heard(who, await double.click({ ...at, message, verb: 'emergency' }));
      const inputs = { reason, read: 'true' };
      heard(who, await double.click({ ...at, message, verb: 'break_glass', inputs }));
    },
    async findingOwn(who) {
      const at = { person: people[who], conversation: double.chat(people[who]) };
      heard(who, await double.click({ ...at, message: ownCard(who).id, verb: 'all_is_well' }));
    },
    async rejectOwn(who, reason) {
      const { id } = ownCard(who);
      const conversation = double.chat(people[who]);
      const inputs = { reason };
      heard(
        who,
        await double.click({
          person: people[who],
          conversation,
          message: id,
          verb: 'reject',
          inputs,
        }),
      );
    },
    async approveFromOwn(request, who) {
      const { message, control, id: card, stage } = await desk.cardOf(request);
      const click = await double.click({
        person: people[who],
        conversation: double.chat(people[who]),
        message,
        verb: 'approve',
        data: { countersign: { verb: 'approve', card, control, stage } },
        force: true,
      });
      heard(who, click);
    },
    turnAway: (times = 1_000) =>
      double.fail({
        operation: 'createConversation',
        times,
        with: { kind: 'http', status: 403 },
      }),
    told: (who) => [...(answers.get(who) ?? []), ...chat(who)].join('\n'),
    everything: () =>
      JSON.stringify([
        double.calls(),
        double.messages(CHANNEL),
        Object.values(people).map((person) => double.messages(double.chat(person))),
        [...answers.values()],
      ]),

    approve: (id, who) => press(id, who, { verb: 'approve' }),
    async review(id, who) {
      await press(id, who, { verb: 'approve', inputs: { read: 'true' } });
    },
    async details(id, who) {
      await ask(id, who);
      return readTeams(await desk.shown(id, people[who]));
    },
    async approveForged(id, who) {
      const { control, id: card, stage } = await desk.cardOf(id);
      const data = { countersign: { verb: 'approve', card, control, stage } };
      await press(id, who, { verb: 'approve', data, inputs: { read: 'true' }, force: true });
    },
    async readAndApprove(id, who) {
      await ask(id, who);
      await press(id, who, { verb: 'approve', inputs: { read: 'true' } });
    },
    async emergency(id, who) {
      await ask(id, who, 'emergency');
      return readTeams(await desk.shown(id, people[who]));
    },
    async breakGlass(id, who, reason, read = true) {
      const inDialog = double.dialog(people[who]);
      if (inDialog) {
        await sendDialog(who, /^In an emergency/u);
        await sendDialog(who, /^Approve alone/u, { reason, read: String(read) });
        return;
      }
      await ask(id, who, 'emergency');
      const { actions } = (await desk.shown(id, people[who])) as { actions?: Node[] };
      if (!actions?.some(({ verb }) => verb === 'break_glass')) return;
      const inputs = { reason, read: String(read) };
      await press(id, who, { verb: 'break_glass', inputs, force: true });
    },
    async finding(id, who, concern) {
      await pressElsewhere(id, who, {
        verb: concern === undefined ? 'all_is_well' : 'concern',
        ...(concern === undefined ? {} : { inputs: { reason: concern }, force: true }),
      });
    },
    async findingInLine(id, who, concern) {
      await openDialog(id, who, 'list_show', SHOW);
      if (concern === undefined) await sendDialog(who, /^Reviewed: all is well/u);
      else await sendDialog(who, /^Record my concern/u, { reason: concern });
    },
    async detailsToReview(id, who) {
      const { body } = await pressElsewhere(id, who, { verb: 'details' });
      return readTeams(isNode(body) ? body['value'] : undefined);
    },
    async approveElsewhere(id, who) {
      await pressElsewhere(id, who, { verb: 'approve' });
    },
    async reject(id, who, reason) {
      await press(id, who, { verb: 'reject', inputs: { reason }, force: true });
    },
    showLine: (id, who) => openDialog(id, who, 'list_show', SHOW),
    async reviewLine(id, who) {
      await openDialog(id, who, 'list_show', SHOW);
      await sendDialog(who, /^Approve$/u, { read: 'true' });
    },
    openTogether: (id, who, vote) =>
      openDialog(id, who, `list_${vote}`, vote === 'approve' ? /^Approve all/u : /^Reject all/u),
    openForm(who) {
      const { card } = double.dialog(people[who]) ?? {};
      return card === undefined ? null : readTeams(card);
    },
    sendTogether: (_id, who, reason) =>
      sendDialog(
        who,
        /^(?:Approve|Reject) (?:these|this)/u,
        reason === undefined ? {} : { reason },
      ),
    async say(who, text) {
      const before = chat(who).length;
      const mentions: string[] = [];
      const written = text.replace(/@(\w+)/u, (at, name: string) => {
        if (!isWho(name)) return at;
        mentions.push(people[name]);
        return `<at>${directory.people.get(people[name])?.name}</at>`;
      });
      await double.say({
        person: people[who],
        text: written,
        conversation: CHANNEL,
        mention: true,
        mentions,
      });
      return chat(who).slice(before).join('\n');
    },
    async approveButton(id) {
      const { message, control, id: card, stage } = await desk.cardOf(id);
      return async (who) => {
        const click = await double.click({
          person: people[who],
          conversation: CHANNEL,
          message,
          verb: 'approve',
          data: { countersign: { verb: 'approve', card, control, stage } },
          force: true,
        });
        heard(who, click);
      };
    },
    /** Whoever could decide has the channel open, and their client asks for their view of each card. */
    async look() {
      await double.open({ person: GRACE, conversation: CHANNEL });
    },

    rule: (more) =>
      useRule(
        desk,
        { groups, route: { teams: [CHANNEL] }, other: { teams: [OTHER_CHANNEL] } },
        more,
      ),
    async channelIs({ shared = false, private: isPrivate = false, left = false }) {
      const channel = directory.channels.get(CHANNEL);
      const team = directory.teams.get(TEAM);
      if (channel === undefined || team === undefined) return;
      channel.membershipType = shared ? 'shared' : isPrivate ? 'private' : 'standard';
      channel.members = shared ? [...everybody, STRANGER] : everybody;
      await double.install({ person: ADA, channel: CHANNEL });
      if (left) team.installed = false;
    },

    leaveGroups(who, named) {
      for (const group of directory.groups.values()) {
        if (named !== undefined && group.id !== groups[named].entra[0]) continue;
        group.members = group.members.filter((member) => member !== people[who]);
      }
    },
    disable(who) {
      const person = directory.people.get(people[who]);
      if (person) person.accountEnabled = false;
    },
    failLookUps: (of) =>
      double.fail({ operation: lookUps[of], times: 1_000, with: { kind: 'http', status: 503 } }),
    goDown: () =>
      double.fail({ operation: '*', times: 1_000, with: { kind: 'http', status: 503 } }),
    failUploads: () =>
      double.fail({
        operation: 'sendToConversation',
        times: 1_000,
        with: { kind: 'http', status: 503 },
      }),
    loseNextAnswer: () => double.fail({ operation: 'createConversation', with: { kind: 'lost' } }),
    recover: () => double.clearFaults(),
  };
}

/** What an answer says: a view of a card, a dialog, or a sentence. */
function toldBy(body: unknown): string {
  const { value, task } = isNode(body) ? body : {};
  const said = isNode(task) ? task['value'] : value;
  if (typeof said === 'string') return said;
  return readTeams(isNode(said) && isNode(said['card']) ? said['card']['content'] : said).text;
}

/** By first names, which are their keys here. */
function callsOf({ attachments: [card] }: { attachments: { content?: unknown }[] }): string[] {
  return nodes(card?.content).flatMap(mentioned).toSorted();
}

function mentioned({ type, mentioned: person }: Node): string[] {
  if (type !== 'mention' || !isNode(person)) return [];
  return [String(person['name']).split(' ')[0]?.toLowerCase() ?? ''];
}

function readMessage({ attachments }: { attachments: { content?: unknown }[] }) {
  return readTeams(attachments[0]?.content);
}

function isCard(message: { attachments: { content?: unknown }[] }): boolean {
  return readMessage(message).text.includes('Change sha256:');
}

/** What its Approve carries. */
function dataOf(message: unknown): Node {
  const found = nodes(message).find(({ verb }) => verb === 'approve')?.['data'];
  return isNode(found) ? found : {};
}
