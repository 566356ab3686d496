/** One measured value. `goal` and `met` are null where nothing is promised about it. */
export type Figure = {
  name: string;
  value: number;
  unit: 's' | 'ms' | '1/s' | 'MB' | 'KB' | 'x' | '%';
  goal: number | null;
  better: 'lower' | 'higher';
  met: boolean | null;
};

type Measured = Pick<Figure, 'name' | 'value' | 'unit'>;

/** The goal is met by `most` and by anything below. */
export function atMost(most: number | null, measured: Measured): Figure {
  const value = rounded(measured.value);
  return {
    ...measured,
    value,
    goal: most,
    better: 'lower',
    met: most === null ? null : value <= most,
  };
}

/** The goal is met by `least` and by anything above. */
export function atLeast(least: number | null, measured: Measured): Figure {
  const value = rounded(measured.value);
  return {
    ...measured,
    value,
    goal: least,
    better: 'higher',
    met: least === null ? null : value >= least,
  };
}

/** Three digits are more than a shared machine repeats. */
function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
