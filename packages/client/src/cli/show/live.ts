import type { RequestView } from '@countersign/core/wire/types';
import { LiveBlock } from './block.ts';
import { changeFacts, decisionOf, titleOf } from './describe.ts';
import type { Reporter } from './reporter.ts';
import type { Style } from './style.ts';
import { fit, inert, wrap } from './text.ts';
import { shellLine } from '@countersign/core/text/shell';
import { lasting } from './time.ts';
import { stageLines, waitingLines } from './waiting.ts';

type LiveOptions = {
  stream: NodeJS.WriteStream;
  style: Style;
  now: () => number;
  /** Milliseconds since the epoch at which the caller stops waiting, if before the request expires. */
  deadline?: number | undefined;
  hint: string;
};

/** For people at a terminal: what is asked stays above, the state below is redrawn in place. */
export function liveReporter(options: LiveOptions): Reporter {
  const { stream, style, now, deadline = Infinity, hint } = options;
  const block = new LiveBlock(stream);
  let current: RequestView | undefined;
  /** By this machine's clock, which may differ from the service's. */
  let expiresAt = Infinity;
  let trouble: string | undefined;
  let tick: NodeJS.Timeout | undefined;

  const draw = () => {
    if (!current) return;
    const until = Math.min(expiresAt, deadline);
    const scene = { view: current, now: now(), until, columns: block.columns, trouble, hint };
    block.draw(waitingLines(scene, style));
  };
  const settle = (lines: string[]) => {
    clearInterval(tick);
    tick = undefined;
    stream.off('resize', draw);
    block.finish(lines);
  };
  const settleOnExit = () => settle([]);
  process.once('exit', settleOnExit);
  const say = (lines: string[]) => {
    settle(lines);
    if (current?.status === 'pending') draw();
  };

  return {
    asked(view) {
      const facts = wrap(changeFacts(view).join(' · '), block.columns - 2);
      const head = [style.strong(titleOf(view)), style.dim(inert(view.id))].join('  ');
      trouble = undefined;
      block.finish(['', head, ...facts.map((line) => style.dim(line)), '']);
    },
    changed(view, remainingMs) {
      current = view;
      expiresAt = now() + remainingMs;
      trouble = undefined;
      if (view.status !== 'pending') return;
      if (tick === undefined) {
        tick = setInterval(draw, 1_000);
        stream.on('resize', draw);
      }
      draw();
    },
    trouble(sentence) {
      trouble = sentence;
      if (current?.status === 'pending') draw();
      else
        block.draw([`${style.bad('!')} ${fit(inert(sentence), block.columns - 16)} Trying again`]);
    },
    recovered() {
      trouble = undefined;
      if (current?.status === 'pending') draw();
    },
    stopping(why) {
      settle([]);
      current = undefined;
      block.draw([
        `${style.busy('●')} ${fit(`${why} Taking the request back`, block.columns - 3)}`,
      ]);
    },
    decided(view) {
      current = view;
      const took = lasting(
        Date.parse(view.decision?.at ?? view.createdAt) - Date.parse(view.createdAt),
      );
      const mark = view.status === 'approved' ? style.good('✓') : style.bad('✗');
      const line = `${mark} ${style.strong(fit(decisionOf(view), block.columns - 14))}`;
      const after = style.dim(`after ${took}`);
      settle([
        `${line}  ${after}`,
        ...stageLines(view, block.columns - 2, style).map((s) => `  ${s}`),
        '',
      ]);
    },
    started(command) {
      settle([style.dim(`$ ${fit(shellLine(command), block.columns - 3)}`)]);
    },
    ended({ status, exitCode, message, ms }) {
      const took = style.dim(`after ${lasting(ms)}`);
      const how = message === undefined ? '' : ` (${inert(message)})`;
      settle(
        status === 'succeeded'
          ? ['', `${style.good('✓')} Done  ${took}`]
          : ['', `${style.bad('✗')} Failed with exit code ${exitCode}${how}  ${took}`],
      );
    },
    note(sentence) {
      say(wrap(inert(sentence), block.columns - 3).map((line) => `${style.dim('-')} ${line}`));
    },
    failed({ sentence, details = [] }) {
      const [first = '', ...more] = wrap(inert(sentence), block.columns - 3);
      const rest = [...more, ...details.flatMap((line) => wrap(inert(line), block.columns - 3))];
      settle([`${style.bad('✗')} ${first}`, ...rest.map((line) => `  ${line}`)]);
    },
    close() {
      settle([]);
      process.off('exit', settleOnExit);
    },
  };
}
