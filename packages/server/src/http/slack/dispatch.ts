import type { SlackInput } from '../../chat/slack/input.ts';
import type { Ack, AckBody, Reaction } from './answer.ts';
import type { SlackDeps } from './deps.ts';
import { forKeeping } from './kept.ts';
import { reactionTo, type Doable } from './reaction.ts';

/** Slack gives up after 3 s and people lose patience before: acknowledge by then, done or not. */
const ACK_WITHIN_MS = 800;
/** What is not done by then is kept, with time left for a store that is not quick. */
const KEEP_AFTER_MS = 500;

export type Dispatch = (input: SlackInput, ack: Ack, retry?: number) => Promise<void>;

/**
 * One input from Slack, whether it came by HTTP or by Socket Mode: acknowledged within a second,
 * with the outcome where it is known by then. Resolves once all is done. Rejects, before any
 * acknowledgement, where Slack should send the event again.
 */
export function createDispatch(deps: SlackDeps): Dispatch {
  return async (input, ack, retry = 0) => {
    if (input.type === 'url_verification') return ack({ challenge: input.challenge });
    if (input.type === 'ignored' || input.type === 'view_closed') return ack();
    if (!deps.isOurs(input.origin)) {
      deps.report.warn(
        { origin: input.origin },
        'Slack sent something of a team that is not ours.',
      );
      return ack();
    }
    return settle(deps, { input, reaction: reactionTo(deps, input, { retry }) }, ack);
  };
}

type Outcome = { ok: true; body: AckBody | undefined } | { ok: false; error: unknown };

type Asked = { input: Doable; reaction: Reaction };

async function settle(deps: SlackDeps, { input, reaction }: Asked, ack: Ack): Promise<void> {
  const outcome = reaction.outcome.then(
    (body): Outcome => ({ ok: true, body }),
    (error: unknown): Outcome => ({ ok: false, error }),
  );
  const early = await Promise.race([outcome, nothingAfter(deps, KEEP_AFTER_MS)]);
  if (early !== null) await answerInTime(deps, reaction, early, ack);
  else await answerSlowly(deps, { input, reaction }, outcome, ack);
  await reported(deps, async () => reaction.afterwards?.());
}

/** What lasts is kept before it is acknowledged undone, and forgotten once it is done. */
async function answerSlowly(
  deps: SlackDeps,
  { input, reaction }: Asked,
  outcome: Promise<Outcome>,
  ack: Ack,
): Promise<void> {
  const kept = reaction.lasts ? keep(deps, input) : Promise.resolve(null);
  const inTime = await Promise.race([outcome, undone(deps, reaction, kept)]);
  if (inTime === null) await answerLate(deps, reaction, outcome, ack);
  else await answerInTime(deps, reaction, inTime, ack);
  const isToBeRepeated = reaction.retriable === true && inTime === null && !(await outcome).ok;
  if (!isToBeRepeated) await reported(deps, async () => (await kept)?.forget());
}

/**
 * Null once it may be acknowledged undone. Slack sends an event again, so that one which could not be
 * kept waits for its outcome; what people do is sent once, and they wait for an answer.
 */
async function undone(
  deps: SlackDeps,
  { retriable }: Reaction,
  kept: ReturnType<typeof keep>,
): Promise<null> {
  await nothingAfter(deps, ACK_WITHIN_MS - KEEP_AFTER_MS);
  if (retriable && (await kept) === null) await new Promise(() => {});
  return null;
}

async function keep({ inbox, report: log }: SlackDeps, input: Doable) {
  try {
    return await inbox.keep(await forKeeping(input, (text) => inbox.mask(text)));
  } catch (err) {
    log.error({ err, type: input.type }, 'What Slack told us could not be kept.');
    return null;
  }
}

async function nothingAfter(deps: SlackDeps, ms: number): Promise<null> {
  await deps.after(ms);
  return null;
}

async function answerInTime(
  deps: SlackDeps,
  { failed, late, retriable, sorry }: Reaction,
  outcome: Outcome,
  ack: Ack,
): Promise<void> {
  if (!outcome.ok && retriable) throw outcome.error;
  if (!outcome.ok) report(deps, outcome.error);
  const body = outcome.ok ? outcome.body : failed;
  try {
    await ack(body);
  } catch (error) {
    // The socket closed in between; a person still has to learn what came of their decision.
    report(deps, error);
    await reported(deps, async () => late?.(body));
  }
  if (!outcome.ok) await reported(deps, async () => sorry?.());
}

/** Even where the acknowledgement gets lost, the answer has its own way to the person. */
async function answerLate(
  deps: SlackDeps,
  { holding, late, failed, sorry }: Reaction,
  outcome: Promise<Outcome>,
  ack: Ack,
): Promise<void> {
  await reported(deps, () => ack(holding));
  const known = await outcome;
  if (!known.ok) report(deps, known.error);
  await reported(deps, async () => late?.(known.ok ? known.body : failed));
  if (!known.ok) await reported(deps, async () => sorry?.());
}

async function reported(deps: SlackDeps, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    report(deps, error);
  }
}

function report(deps: SlackDeps, err: unknown): void {
  deps.report.error({ err }, 'An answer to Slack failed.');
}
