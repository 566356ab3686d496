import { z } from 'zod';
import { condition, duration, fields, isMapping, known, label, nonEmpty, quorum } from './leaf.ts';
import type { Names } from './names.ts';
import { channelsShape } from './route.ts';

export const MAX_QUORUMS = 8;
const MAX_TIMES = 10;

const forms = [['quorum', 'groups'], ['all'], ['any']] as const;
const FORMS = 'A stage has "quorum" with "groups", or a list of such quorums under "all" or "any".';

const people = () => quorum().describe('How many distinct people must approve.');

export function stageShape(names: Pick<Names, 'groups' | 'compile' | 'channels' | 'platforms'>) {
  const groups = () =>
    nonEmpty(known('group', names.groups), 'A stage has at least one group.').describe(
      'A person in any of these groups may vote.',
    );
  const quorums = () =>
    nonEmpty(
      fields({ quorum: people(), groups: groups() }),
      'A list of quorums has at least one.',
    ).max(MAX_QUORUMS, `A stage has at most ${MAX_QUORUMS} quorums.`);
  const escalation = fields({
    after: duration().describe('So long after the stage opened: 90s, 15m, 1h.'),
    groups: groups().describe('These groups may vote then, too.'),
    route: channelsShape(names).optional().describe('Where the request is shown then, too.'),
  });
  return fields({
    name: label().describe('Unique in its rule.'),
    when: condition(names.compile)
      .optional()
      .describe('CEL. Without it, or where it fails, the stage is asked for.'),
    quorum: people().optional(),
    groups: groups().optional(),
    all: quorums().optional().describe('Each quorum is met by people of its own.'),
    any: quorums().optional().describe('One of the quorums is enough.'),
    reject: fields({
      quorum: quorum().optional().describe('So many rejections end the request; 1 if left out.'),
      veto: z
        .array(known('group', names.groups))
        .optional()
        .describe('One rejection by a member of these groups ends it.'),
    })
      .optional()
      .describe('What ends the request. If left out, any one rejection does.'),
    delegation: z
      .boolean()
      .optional()
      .describe(
        'Whether somebody may vote for a member whose stand-in they are; true if left out.',
      ),
    remind: nonEmpty(duration(), 'A list of reminders has at least one.')
      .max(MAX_TIMES, `A stage reminds at most ${MAX_TIMES} times.`)
      .optional()
      .describe('When those who can act are reminded, counted from when the stage opened.'),
    escalate: nonEmpty(escalation, 'A list of escalations has at least one.')
      .max(MAX_TIMES, `A stage escalates at most ${MAX_TIMES} times.`)
      .optional()
      .describe('Who may vote, too, once the stage has been open for so long.'),
  })
    .superRefine(oneForm, { when: () => true })
    .meta({ oneOf: forms.map((keys) => ({ required: [...keys] })) });
}

/** A stage says who must agree in one way, and in that one wholly. */
function oneForm(value: unknown, context: z.RefinementCtx): void {
  if (!isMapping(value)) return;
  const given = forms.filter((keys) => keys.some((key) => Object.hasOwn(value, key)));
  const [first, second] = given;
  if (!first) {
    context.addIssue({ code: 'custom', message: FORMS });
    return;
  }
  if (second) {
    context.addIssue({ code: 'custom', path: [second[0]], message: FORMS, params: { at: 'key' } });
  }
  for (const key of first) {
    if (Object.hasOwn(value, key)) continue;
    context.addIssue({ code: 'custom', path: [key], message: `The key "${key}" is missing.` });
  }
}
