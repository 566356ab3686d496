import { styleText } from 'node:util';
import type { Figure } from './figure.ts';

/** The figures as people read them, one a line. */
export function table(figures: Figure[]): string {
  const rows = figures.map(row);
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return rows
    .map(([name = '', value = '', goal = '', met = '']) =>
      [
        name.padEnd(widths[0] ?? 0),
        value.padStart(widths[1] ?? 0),
        goal.padEnd(widths[2] ?? 0),
        met,
      ]
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function row({ name, value, unit, goal, better, met }: Figure): string[] {
  const sign = better === 'lower' ? '<=' : '>=';
  const verdict = met === null ? '' : met ? styleText('green', 'met') : styleText('red', 'missed');
  return [name, `${value} ${unit}`, goal === null ? '' : `${sign} ${goal} ${unit}`, verdict];
}
