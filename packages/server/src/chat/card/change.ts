import { truncate } from '@countersign/core/text/truncate';
import { visible } from '@countersign/core/text/visible';
import type { Json } from '@countersign/core/wire/json';
import type { Submission } from '@countersign/core/wire/submission';
import { coverageText } from './coverage.ts';
import { diffText, type DiffRoom, type DiffText } from './diff.ts';
import { shellLine } from '@countersign/core/text/shell';
import { count, oneLine } from './words.ts';

/** What the digest covers, for people. Texts are inert; lists are lines. */
export type ChangeText = {
  action: string;
  resource: string;
  environment: string;
  summary: string | null;
  repository: string | null;
  commit: string | null;
  /** On one line, quoted as for a shell. */
  command: string | null;
  /** `name = JSON` */
  parameters: string[];
  /** `name sha256:...` */
  artifacts: string[];
  diff: DiffText | null;
  /** What alone an approval is bound to; null where a commit, command, diff or artifact is named. */
  coverage: string | null;
  /** What is not shown, in words; empty where all is there that there was room for at all. */
  hidden: string[];
};

/** Characters for the change. What fits `whole` is not cut; the rest adds up to no more than that. */
export type Room = {
  whole: number;
  resource: number;
  summary: number;
  repository: number;
  command: number;
  list: number;
  diff: DiffRoom;
};

/** A card is read in seconds among other messages. */
export const onCard: Room = {
  whole: 4_000,
  resource: 300,
  summary: 300,
  repository: 200,
  command: 700,
  list: 600,
  diff: { files: 6, characters: 1_000, lines: 20 },
};

/** Once nothing is left to decide: what was decided on, in short. Of a diff, its files. */
export const settled: Room = {
  whole: 0,
  resource: 300,
  summary: 300,
  repository: 200,
  command: 500,
  list: 600,
  diff: { files: 8, characters: 0, lines: 0 },
};

/** Where a message has to be small. */
export const inShort: Room = {
  whole: 0,
  resource: 200,
  summary: 200,
  repository: 150,
  command: 300,
  list: 300,
  diff: { files: 4, characters: 400, lines: 8 },
};

/** The least that still tells what it is. */
export const inLittle: Room = {
  whole: 0,
  resource: 150,
  summary: 150,
  repository: 100,
  command: 150,
  list: 0,
  diff: { files: 0, characters: 100, lines: 1 },
};

/** A line of a list: one of many. */
export const inLine: Room = {
  whole: 260,
  resource: 100,
  summary: 100,
  repository: 60,
  command: 60,
  list: 60,
  diff: { files: 0, characters: 0, lines: 0 },
};

/** A modal is opened to read. */
export const inModal: Room = {
  whole: 6_000,
  resource: 300,
  summary: 500,
  repository: 300,
  command: 1_000,
  list: 900,
  diff: { files: 15, characters: 2_800, lines: 80 },
};

/** More lines than this are no card any more, however short. */
const WHOLE_LINES = 60;

export function changeText(submission: Submission, room: Room): ChangeText {
  const { change = {} } = submission;
  const full = fullTexts(submission);
  const whole = fits(full, change.diff, room);
  const shown = whole ? full : cutTexts(full, room);
  const diffRoom = whole ? { ...room.diff, characters: Infinity, lines: Infinity } : room.diff;
  const diff = change.diff ? diffText(change.diff, diffRoom) : null;
  return {
    action: submission.action,
    environment: submission.environment,
    commit: change.commit ?? null,
    ...shown,
    diff,
    coverage: coverageText(submission),
    hidden: whole ? [] : hiddenParts(full, shown, room.diff.lines === 0 ? null : diff),
  };
}

/** Whether `room` holds all of the change. */
export function holdsAll(room: Room, submission: Submission): boolean {
  const { change = {} } = submission;
  if (fits(fullTexts(submission), change.diff, room)) return true;
  return changeText(submission, room).hidden.length === 0;
}

type Texts = Pick<
  ChangeText,
  'resource' | 'summary' | 'repository' | 'command' | 'parameters' | 'artifacts'
>;

function fullTexts({ resource, parameters = {}, change = {} }: Submission): Texts {
  return {
    resource: oneLine(resource),
    summary: change.summary ? oneLine(change.summary) : null,
    repository: change.repository ? oneLine(change.repository) : null,
    command: change.command?.length ? shellLine(change.command) : null,
    parameters: Object.entries(parameters).map(([name, value]) => parameterLine(name, value)),
    artifacts: (change.artifacts ?? []).map(({ name, digest }) => `${oneLine(name)} ${digest}`),
  };
}

function fits(full: Texts, diff: string | undefined, room: Room): boolean {
  if ((diff?.length ?? 0) > room.whole) return false;
  const shownDiff = visible(diff ?? '');
  const lists = [...full.parameters, ...full.artifacts];
  const texts = [full.resource, full.summary, full.repository, full.command, shownDiff, ...lists];
  const total = texts.reduce((sum, text) => sum + (text?.length ?? 0) + 1, 0);
  const lines = lists.length + shownDiff.split('\n').length;
  return total <= room.whole && lines <= Math.max(WHOLE_LINES, room.diff.lines);
}

// What is inert already is cut as it is: made visible twice, an escape would look like typed text.
function cutTexts(full: Texts, room: Room): Texts {
  return {
    resource: truncate(full.resource, room.resource),
    summary: cutLine(full.summary, room.summary),
    repository: cutLine(full.repository, room.repository),
    command: cutLine(full.command, room.command),
    parameters: cutList(full.parameters, room.list),
    artifacts: cutList(full.artifacts, room.list),
  };
}

function cutLine(text: string | null, max: number): string | null {
  return text === null ? null : truncate(text, max);
}

/** The first lines that fit, each cut where it is long. */
function cutList(lines: readonly string[], max: number): string[] {
  const perLine = Math.floor(max / 3);
  let left = max;
  const shown: string[] = [];
  for (const text of lines) {
    const short = truncate(text, perLine);
    left -= short.length + 1;
    if (left < 0) break;
    shown.push(short);
  }
  return shown;
}

function hiddenParts(full: Texts, shown: Texts, diff: DiffText | null): string[] {
  const cut = (['resource', 'summary', 'repository', 'command'] as const)
    .filter((part) => full[part] !== shown[part])
    .map((part) => `the end of the ${part}`);
  const missing = (['parameters', 'artifacts'] as const).flatMap((part) => {
    const here = new Set(shown[part]);
    const n = full[part].filter((text) => !here.has(text)).length;
    return n === 0 ? [] : [count(n, part.slice(0, -1))];
  });
  const lines = diff?.hiddenLines
    ? [`${diff.hiddenLines} of ${count(diff.lines, 'diff line')}`]
    : [];
  return [...cut, ...missing, ...lines];
}

/** Nothing in it could be taken for what stands after it. */
const PLAIN_NAME = /^[\w@%+:,./-]+$/;

function parameterLine(name: string, value: Json): string {
  return oneLine(
    `${PLAIN_NAME.test(name) ? name : JSON.stringify(name)} = ${JSON.stringify(value)}`,
  );
}
