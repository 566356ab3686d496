import { describe, expect, it } from 'vitest';
import { parseParameter } from '../src/cli/parse.ts';

describe('a parameter as JSON', () => {
  it.each([
    '3',
    '-0.5',
    '0.1',
    '1.50',
    '1e3',
    '1E+2',
    '9007199254740991',
    '0e5',
    '1e21',
    '{"a":[1,{"a":"9007199254740993 \\" {"}],"b":{"a":2}}',
  ])('is taken as it stands: %s', (text) => {
    expect(parseParameter(`n:=${text}`)).toEqual({ n: JSON.parse(text) as unknown });
  });

  it.each([
    '9007199254740993',
    '0.1000000000000000055',
    '1e400',
    '{"a":[12345678901234567890]}',
    '1e-400',
  ])('is refused where a number would become another one: %s', (text) => {
    expect(() => parseParameter(`n:=${text}`)).toThrow(/would be read as .* Send it as text/);
  });

  it.each(['{"a":1,"a":2}', '[{"b":{"a":1,"\\u0061":1}}]'])(
    'is refused where a name is given twice: %s',
    (text) => {
      expect(() => parseParameter(`n:=${text}`)).toThrow('The key "a" stands twice in one object.');
    },
  );
});
