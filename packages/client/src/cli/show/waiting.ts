import type { RequestView } from '@countersign/core/wire/types';
import { approversOf, groupsOf, missingOf, placesOf } from './describe.ts';
import type { Style } from './style.ts';
import { fit, inert, widthOf } from './text.ts';
import { lasting } from './time.ts';

type Stage = RequestView['stages'][number];

export type Scene = {
  view: RequestView;
  /** Milliseconds since the epoch: now, and when the wait is over. */
  now: number;
  until: number;
  columns: number;
  trouble?: string | undefined;
  hint: string;
};

/** The block that lives while people decide. */
export function waitingLines(scene: Scene, style: Style): string[] {
  const { view, columns, now, until, trouble, hint } = scene;
  const left = `${lasting(until - now)} left`;
  const state = fit(`Waiting for ${missingOf(view)}`, columns - left.length - 5);
  const gap = ' '.repeat(Math.max(2, Math.min(columns, 90) - widthOf(state) - left.length - 3));
  return [
    `${style.busy('●')} ${style.strong(state)}${gap}${style.dim(left)}`,
    ...stageLines(view, columns - 2, style).map((line) => `  ${line}`),
    ...placeLines(view, columns - 2).map((line) => `  ${style.dim(line)}`),
    ...(trouble === undefined ? [] : [`  ${style.bad('!')} ${fit(inert(trouble), columns - 5)}`]),
    `  ${style.dim(fit(hint, columns - 3))}`,
  ];
}

/** One line a stage: who has approved, who is missing. */
export function stageLines(view: RequestView, columns: number, style: Style): string[] {
  const names = Math.min(20, Math.max(...view.stages.map(({ name }) => widthOf(inert(name))), 0));
  return view.stages.map((stage) => {
    const name = fit(inert(stage.name), names);
    const text = fit(progressOf(stage), columns - names - 5);
    const padded = name + ' '.repeat(names - widthOf(name));
    return stage.state === 'passed'
      ? `${style.good('✓')} ${padded}  ${text}`
      : `${style.dim(stage.state === 'open' ? '○' : '·')} ${padded}  ${style.dim(text)}`;
  });
}

function progressOf(stage: Stage): string {
  if (stage.state === 'passed') return approversOf(stage);
  const count = `${stage.approvals.length} of ${stage.quorum} from ${groupsOf(stage)}`;
  return stage.approvals.length === 0 ? count : `${count}: ${approversOf(stage)}`;
}

// A link is never cut, since half of one leads nowhere; it takes a line of its own where it must.
function placeLines(view: RequestView, columns: number): string[] {
  return placesOf(view).flatMap(({ place, link, isPosted }) => {
    const asked = `${isPosted ? 'Asked' : 'Asking'} in ${place}`;
    if (link === undefined) return [fit(asked, columns)];
    const both = `${asked}  ${link}`;
    return widthOf(both) <= columns ? [both] : [fit(asked, columns), link];
  });
}
