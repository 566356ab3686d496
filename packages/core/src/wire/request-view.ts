import { z } from 'zod';
import { change, ticket } from './submission.ts';
import { grantView } from './grant-view.ts';
import { run } from './run.ts';
import { json } from './json.ts';
import type { Outcome, OutcomeReport, RequestView } from './types.ts';

export type { Outcome, OutcomeReport, RequestView };

const person = z.object({ id: z.string(), name: z.string() });
/** RFC 3339 in UTC with milliseconds. */
const instant = z.iso.datetime({ precision: 3 });

export const status = z.enum(['pending', 'approved', 'rejected', 'expired', 'withdrawn']);

const voice = { person, at: instant, comment: z.string().optional() };
/** `onBehalfOf` is the one whose right it was, where the person only stands in for them. */
const voteView = z.object({ ...voice, onBehalfOf: person.optional() });
const quorumView = z.object({ quorum: z.int(), groups: z.array(z.string()), missing: z.int() });
/** Who may still give it, by name, as far as that is known; so many more are not named. */
const ablePeople = z.object({ names: z.array(z.string()), more: z.int() });

const emergency = z.object({
  by: person,
  reason: z.string(),
  at: instant,
  /** Which freezes would have held it. */
  freezes: z.array(z.string()),
  review: z.object({
    status: z.enum(['due', 'overdue', 'done']),
    dueAt: instant,
    quorums: z.array(quorumView),
    reviews: z.array(z.object({ ...voice, finding: z.enum(['ok', 'concern']) })),
  }),
});

const stageView = z.object({
  name: z.string(),
  state: z.enum(['waiting', 'open', 'passed', 'closed']),
  /** The fewest people who can pass it. */
  quorum: z.int(),
  /** Whose members may approve it. */
  groups: z.array(z.string()),
  /** `all`: each quorum by people of its own; `any`: one of them is enough. */
  combine: z.enum(['all', 'any']),
  /** `people` where it was asked for, and where the stage is open and one more of them brings it nearer. */
  quorums: z.array(quorumView.extend({ people: ablePeople.optional() })),
  /** The rules that ask for it. */
  rules: z.array(z.string()),
  approvals: z.array(voteView),
  rejections: z.array(voteView),
  /** How many more distinct people must approve, at the least. */
  missing: z.int(),
});

/** How the command ended, as the bot reported it. */
export const outcome = z.strictObject({
  status: z.enum(['succeeded', 'failed']),
  exitCode: z.int().min(0).max(255).optional(),
  message: z.string().max(2_000).optional(),
});

/** The body of `POST /v1/requests/{id}/start`: this run, and no other, is about to begin. */
export const runStart = z.strictObject({ run });

/** The body of `POST /v1/requests/{id}/outcome`. */
export const outcomeReport = outcome.extend({ run: run.optional() });

/** A request as the API shows it. */
export const requestView = z
  .object({
    id: z.string(),
    status,
    identity: z.object({ id: z.string(), name: z.string() }),
    action: z.string(),
    resource: z.string(),
    environment: z.string(),
    parameters: z.record(z.string(), json).optional(),
    change: change.optional(),
    reason: z.string().optional(),
    tickets: z.array(ticket).optional(),
    /** Parameters, change, reason and tickets are left out: they are shown to who may decide it. */
    withheld: z.literal(true).optional(),
    /** The change digest: what is approved and what must run. */
    digest: z.string(),
    policy: z.object({ version: z.string(), rules: z.array(z.string()) }),
    routes: z.array(z.object({ platform: z.enum(['slack', 'teams']), channel: z.string() })),
    /** Where those who can act are written to one by one; left out where they are not. */
    direct: z.array(z.enum(['slack', 'teams'])).optional(),
    stages: z.array(stageView),
    /** One sentence: what is missing and who can give it, or how it ended. */
    explanation: z.string(),
    createdAt: instant,
    expiresAt: instant,
    /** All approvals are there and take effect then: when these freezes are over, or not before. */
    held: z.object({ until: instant, by: z.array(z.string()) }).optional(),
    decision: z
      .object({
        outcome: z.enum(['approved', 'rejected', 'expired', 'withdrawn']),
        at: instant,
        by: z.array(person),
        reason: z.string().optional(),
      })
      .optional(),
    /** One person approved it alone in an emergency; others review that afterwards. */
    emergency: emergency.optional(),
    /** When a run took the approval; of several, the last one. */
    started: z.object({ at: instant }).optional(),
    /** Once approved, where the approval is for several runs: how many, and until when they may start. */
    reuse: z.object({ uses: z.int(), used: z.int(), until: instant }).optional(),
    outcome: outcome.extend({ at: instant }).optional(),
    /** The credential that the approval gives, where policy gives one. */
    grant: grantView.optional(),
    /** Where the request is shown, once it is posted. */
    cards: z.array(
      z.object({
        platform: z.enum(['slack', 'teams']),
        channel: z.string(),
        link: z.string().optional(),
        state: z.enum(['queued', 'posted', 'unavailable']),
      }),
    ),
  })
  .meta({ id: 'Request' }) satisfies z.ZodType<RequestView>;

export const requestPage = z
  .object({
    items: z.array(requestView),
    /** Give it back as `?after=` for the next page; absent on the last one. */
    next: z.string().optional(),
  })
  .meta({ id: 'RequestPage' });
