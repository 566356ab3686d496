import { expect, it } from 'vitest';
import { faultOf, vectors } from './support.ts';

const rows = vectors<{ condition: string; fault: string }>('refused');

it.each(rows)('$condition is refused, with the place and what to do', ({ condition, fault }) => {
  expect(fault).not.toBe('ok');
  expect(faultOf(condition)).toBe(fault);
});
