import type { Detail, PolicyChange } from '@countersign/core/policy/compare/compare';
import { quote } from '@countersign/core/text/quote';
import type { Context } from '../context.ts';
import { exit } from '../exit.ts';
import { styleFor, type Style } from '../show/style.ts';
import { inert, jsonLine } from '../show/text.ts';
import { counted } from './check.ts';
import { readSound } from './files.ts';
import { hanging } from './hanging.ts';
import { loadTools } from './tools.ts';

type Screen = { columns: number; style: Style };

/** What another policy says differently, in words: exit code 0 where nothing, 1 where something. */
export async function diff(
  before: string,
  after: string,
  { json }: { json?: boolean },
  { cwd, stdout }: Context,
): Promise<number> {
  const at = { tools: await loadTools(), cwd };
  const changes = at.tools.comparePolicies(await readSound(before, at), await readSound(after, at));
  const screen = { columns: stdout.columns || 100, style: styleFor(stdout) };
  if (json) for (const change of changes) stdout.write(`${jsonLine(change)}\n`);
  else stdout.write(`${diffLines(changes, screen).join('\n')}\n`);
  return changes.length === 0 ? exit.ok : exit.error;
}

function diffLines(changes: readonly PolicyChange[], screen: Screen): string[] {
  if (changes.length === 0) return ['Both say the same.'];
  return [...changes.flatMap((change) => changeLines(change, screen)), '', summary(changes)];
}

function changeLines({ part, name, change, details, effect }: PolicyChange, screen: Screen) {
  const { style } = screen;
  const marks = { added: style.good('+'), removed: style.bad('-'), changed: style.busy('~') };
  const what = part === 'policy' ? 'the policy' : `${part} ${quote(name)}`;
  // Where one detail does all of it, that is said once.
  const isTold = effect !== undefined && details.length === 1;
  return [
    ...hanging(
      `${marks[change]} `,
      `${style.strong(what)} ${change}${told(effect, style)}`,
      screen.columns,
      2,
    ),
    ...(details.length === 0
      ? ['    in an order, or in which files own what: nothing that a part shows']
      : details.flatMap((one) => detailLines(one, isTold, screen))),
  ];
}

function detailLines(
  { what, before, after, effect }: Detail,
  isTold: boolean,
  { columns, style }: Screen,
): string[] {
  const text = `${inert(what)}: ${sides(before, after)}${isTold ? '' : told(effect, style)}`;
  return hanging('    ', text, columns, 6);
}

function sides(before: string | undefined, after: string | undefined): string {
  if (after === undefined) return before === undefined ? '' : `no longer ${inert(before)}`;
  return before === undefined ? inert(after) : `${inert(before)} → ${inert(after)}`;
}

function told(effect: Detail['effect'], style: Style): string {
  if (effect === undefined) return '';
  return style.dim(` (${effect})`);
}

function summary(changes: readonly PolicyChange[]): string {
  const of = (effect: Detail['effect']) => changes.filter((each) => each.effect === effect).length;
  const [stricter, looser, open] = [of('stricter'), of('looser'), of(undefined)];
  const parts = [
    ...(stricter > 0 ? [`${stricter} stricter`] : []),
    ...(looser > 0 ? [`${looser} looser`] : []),
    ...(open > 0 ? [`${open} that may be either`] : []),
  ];
  return `${counted(changes.length, 'change')}: ${parts.join(', ')}.`;
}
