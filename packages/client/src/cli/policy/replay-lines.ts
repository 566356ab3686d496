import type { Judgment } from '@countersign/core/policy/replay/replay';
import type { Group, Summary } from '@countersign/core/policy/replay/summary';
import { moment } from '@countersign/core/text/moment';
import type { Style } from '../show/style.ts';
import { inert } from '../show/text.ts';
import { counted } from './check.ts';
import { hanging } from './hanging.ts';

type Screen = { columns: number; style: Style };

const kinds = ['refuse', 'ask', 'people', 'allow', 'rules', 'answered'] as const;

const headings = {
  refuse: 'would be refused',
  ask: 'would be asked for, and were allowed',
  people: 'would be asked of others',
  allow: 'would be allowed, and were asked for',
  rules: 'would be asked of the same people, by other rules',
  answered: 'would be answered with a request that was there, and nobody asked again',
} as const;

/** Where came from what a request does not say itself; what is left out came from nowhere. */
export type Sources = {
  /** Recounted from the requests: from all since then (epoch ms), or from all that ever were. */
  history?: { since: number | null };
  /** The same of limits, cool-downs and repeated questions, where any of them changes something. */
  restraints?: { since: number | null };
  /** A file has requests of this status alone, so that nothing was counted from it. */
  filtered?: string;
  /** The configuration that names the owners and labels of identities. */
  identities?: string | undefined;
};

type Result = { summary: Summary; sources: Sources };

/** What a draft would change, by kind and how often. */
export function replayLines(policy: string, { summary, sources }: Result, screen: Screen) {
  const { judged, same, groups, unsure } = summary;
  const { style } = screen;
  if (judged === 0) return ['There are no requests to judge.'];
  return [
    `${counted(judged, 'request')} judged by ${style.strong(inert(policy))}`,
    `${style.good('✓')} ${same} as before`,
    ...kinds.flatMap((kind) =>
      kindLines(
        kind,
        groups.filter(({ change }) => change === kind),
        screen,
      ),
    ),
    ...(unsure > 0 ? unsureLines(summary, screen) : []),
    ...(sources.filtered === undefined ? [] : filteredLines(sources.filtered, screen)),
    ...sourceLines(sources).flatMap((line) =>
      hanging('  ', line, screen.columns, 2).map(style.dim),
    ),
  ];
}

function sourceLines({ history, restraints, identities, filtered }: Sources): string[] {
  const counted = [
    ...(history && filtered === undefined ? ['history'] : []),
    ...(restraints ? ['limits, cool-downs and repeated questions'] : []),
  ].join(', and ');
  const since = (history ?? restraints)?.since;
  const what = `${counted.slice(0, 1).toUpperCase()}${counted.slice(1)} ${counted === 'history' ? 'is' : 'are'} counted`;
  return [
    ...(counted !== '' && since === null ? [`${what} from all requests that ever were.`] : []),
    ...(counted !== '' && typeof since === 'number'
      ? [
          `${what} from these requests, as if they were all since ${moment(since)}; what reaches back further is not known.`,
        ]
      : []),
    ...(identities === undefined
      ? []
      : [`Owners and labels are those of ${inert(identities)} today.`]),
  ];
}

/** Part of what there was tells a wrong history. */
function filteredLines(status: string, { columns, style }: Screen): string[] {
  const text = `The file has ${inert(status)} requests alone, as "list --status" picks them: what else there was would count for history, limits, cool-downs and repeated questions, so that nothing is counted. "policy replay --save" keeps all of a time.`;
  return hanging(`${style.bad('!')} `, text, columns, 2);
}

function kindLines(kind: (typeof kinds)[number], groups: readonly Group[], screen: Screen) {
  if (groups.length === 0) return [];
  const { style } = screen;
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const mark = kind === 'refuse' ? style.bad('✗') : style.busy('~');
  return [
    `${mark} ${count} ${headings[kind]}`,
    ...groups.flatMap((one) => groupLines(one, screen)),
  ];
}

function groupLines({ before, after, count, examples }: Group, { columns, style }: Screen) {
  const rest = count - examples.length;
  const ids = `${examples.map((id) => inert(id)).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  const head = `    ${style.strong(`${count} ×`)} `;
  return [
    ...hanging(head, `${judgmentText(before)} → ${judgmentText(after)}`, columns, 8),
    ...hanging('        ', ids, columns, 8).map(style.dim),
  ];
}

const reasons = {
  rate_limited: 'refused beyond the limit of',
  allowance_used_up: 'refused beyond the limit of',
  cooling_down: 'refused after a rejection, by the cool-down of',
} as const;

function judgmentText({ outcome, rules, stages, heldBack }: Judgment): string {
  const by = rules.map((rule) => inert(rule)).join(', ');
  if (heldBack) return `${reasons[heldBack]} ${by}`;
  if (outcome === 'refuse') return by === '' ? 'no rule applies' : `refused by ${by}`;
  if (outcome === 'allow') return `allowed by ${by}`;
  return `${stages.map((stage) => inert(stage)).join(' + ')} (${by})`;
}

const MAX_SHOWN = 5;

function unsureLines({ unsure, unknown }: Summary, { columns, style }: Screen): string[] {
  const text = `${unsure} hang on conditions that fail for them, and are judged as strictly as can be:`;
  const more = unknown.length - MAX_SHOWN;
  return [
    ...hanging(`${style.busy('!')} `, text, columns, 2),
    ...unknown
      .slice(0, MAX_SHOWN)
      .flatMap(({ why, count }) => hanging('    ', `${count} × ${inert(why)}`, columns, 8)),
    ...(more > 0 ? [`    and ${more} more reasons`] : []),
  ];
}
