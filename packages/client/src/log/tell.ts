import type { ClosingWhy } from '@countersign/core/credential/credential';
import type { RevokedWhy } from '@countersign/core/grant/grant';
import type { Checkpoint } from '@countersign/core/log/checkpoint';
import type { Evidence, ProvenDecision } from '@countersign/core/log/evidence';
import type { Story, StoryVote } from '@countersign/core/log/story';
import type { StoryCredential } from '@countersign/core/log/story-credentials';
import type { Escalation } from '@countersign/core/log/story-course';
import { quote } from '@countersign/core/text/quote';
import { toBase64 } from '@countersign/core/log/bytes';

/** What a whole log proved, in sentences. */
export function tellLog({ origin, size, root }: Checkpoint, key: string): string[] {
  const entries = size === 1 ? '1 entry' : `${size.toLocaleString('en')} entries`;
  return [
    `The log ${origin} is whole: ${entries}, none changed, moved, added or left out.`,
    `Its root ${toBase64(root)} is signed with ${key.split('+').slice(0, 2).join('+')}.`,
  ];
}

/** What the folder holds besides the log: somebody might take it for a part. */
export function tellUncovered(paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const few = [...paths.slice(0, 5), ...(paths.length > 5 ? ['…'] : [])].join(', ');
  const [files, them] =
    paths.length === 1 ? ['1 file lies', 'it'] : [`${paths.length} files lie`, 'them'];
  return [
    `${files} there that the checkpoint does not cover, and nothing is proven of ${them}: ${few}.`,
  ];
}

/** What one evidence bundle proved; call it only with evidence that has verified. */
export function tellDecision({ checkpoint, story }: ProvenDecision, evidence: Evidence): string[] {
  const { outcome, at, digest } = story.decision;
  const { origin, size, root } = checkpoint;
  const decided = evidence.entries.find(({ entry }) => entry.kind === `request.${outcome}`);
  return [
    `The request ${story.request} was ${outcome} at ${at}.`,
    ...(story.allowed ? ['Policy let it through, and nobody was asked.'] : []),
    ...(story.escalations ?? []).map(tellEscalation),
    ...story.votes.map(tellVote),
    ...(story.held ?? []).map((until) => tellHold(until, at)),
    ...tellFreezes(story),
    ...tellEmergency(story),
    ...tellRuns(story),
    ...tellGrant(story),
    ...(story.credentials ?? []).map(tellCredential),
    `The change is ${digest}.`,
    `The decision is entry ${decided?.index ?? '?'} (counted from 0) of ${size} in the log ${origin}.`,
    `The root of the log is ${toBase64(root)}.`,
  ];
}

function tellHold(until: string, decidedAt: string): string {
  if (Date.parse(decidedAt) >= Date.parse(until)) return `It was held until ${until}.`;
  return `It was to be held until ${until}, and ended sooner.`;
}

/** An emergency waits for none, and what was not approved took no effect. */
function tellFreezes({ decision, emergency, freezes }: Story): string[] {
  if (!freezes || emergency || decision.outcome !== 'approved') return [];
  const { names, looked } = freezes;
  const which = `${names.length === 1 ? 'the freeze' : 'the freezes'} ${names.map((name) => quote(name)).join(', ')}`;
  return [lookedAt[looked](which)];
}

const lookedAt = {
  kept: (which: string) => `Nothing of it took effect in ${which}, by the time zones known here.`,
  no_calendar: (which: string) =>
    `Whether it kept to ${which} was not looked at: the libraries that read policies are not installed here.`,
  not_written: (which: string) =>
    `Whether it kept to ${which} can not be looked at: the log has no more than the name.`,
};

function tellEmergency({ emergency }: Story): string[] {
  if (!emergency) return [];
  const { person, reviews, isReviewed } = emergency;
  return [
    `${person} approved it alone, in an emergency.`,
    ...reviews.map((review) => {
      const what = review.finding === 'ok' ? 'all is well' : 'there is a concern';
      return `${review.person} reviewed that: ${what}.`;
    }),
    ...(isReviewed ? [] : ['Its review is not complete.']),
  ];
}

function tellEscalation({ stage, groups }: Escalation): string {
  const added = groups.length === 0 ? 'nobody' : groups.map((group) => quote(group)).join(', ');
  return `An escalation added ${added} to stage ${stage + 1}.`;
}

function tellRuns({ runs = 0 }: Story): string[] {
  if (runs === 0) return [];
  return [`${runs === 1 ? '1 run' : `${runs} runs`} began under this approval.`];
}

function tellGrant({ grant }: Story): string[] {
  if (!grant) return [];
  const { id, issuedAt, expiresAt, uses, revoked } = grant;
  const used = uses === 1 ? 'once' : `${uses} times`;
  return [
    `It gave the grant ${quote(id)} at ${issuedAt}, good until ${expiresAt}; it was redeemed ${uses === 0 ? 'by nobody' : used}.`,
    ...(revoked ? [`The grant was ${endings[revoked]}.`] : []),
  ];
}

const endings: { [why in RevokedWhy]: string } = {
  given_back: 'given back',
  outcome: 'over when its run had ended',
  withdrawn: 'over when the request was withdrawn',
  changed: 'over when somebody came with another change',
  suspended: 'over when its identity was suspended',
  operator: 'revoked by an operator',
};

function tellCredential({ target, opened, closed }: StoryCredential): string {
  const begun = opened ? 'Its grant opened' : 'Its grant was to open';
  const ended = closed === undefined ? 'nobody has confirmed that it is closed' : closings[closed];
  return `${begun} ${quote(target)}; ${ended}.`;
}

const closings: { [why in ClosingWhy]: string } = {
  expired: 'it was closed when its time was over',
  revoked: 'it was closed when the grant was revoked',
  replaced: 'it was closed when another took its place',
  not_opened: 'nobody was handed it',
};

function tellVote({ person, onBehalfOf, vote, stage, via }: StoryVote): string {
  const by = onBehalfOf === undefined ? '' : ` for ${onBehalfOf}`;
  const how = via === 'session' ? ', signed in to the service itself' : '';
  return `${person} ${vote === 'approve' ? 'approved' : 'rejected'} it${by} in stage ${stage + 1}${how}.`;
}
