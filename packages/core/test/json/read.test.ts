import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonFault, readJson } from '../../src/json/read.ts';

function faultOf(text: string): JsonFault {
  try {
    readJson(text);
  } catch (error) {
    if (error instanceof JsonFault) return error;
    throw error;
  }
  throw new Error(`No fault was found in ${text}.`);
}

describe('JSON that every reader reads alike', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 2), (value, indent) => {
        const spaced = JSON.stringify(value, null, indent);
        fc.pre(!spaced.includes('__proto__'));
        expect(readJson(spaced)).toEqual(JSON.parse(spaced));
      }),
    );
  });

  it.each([
    ['{"a":{"a":[{"a":1},{"a":1}]},"b":{"a":1}}'],
    [String.raw`{"a\"":1,"a\\":2,"a":3}`],
    [String.raw`{"a":"\\","b":"\\\"","c":"a"}`],
    [String.raw`["a","a",{"k":"k"},"\ud83d\ude00","😀"]`],
    ['[0,-0,0.0,1.0,1.50,1e2,1E+2,1e-7,0.1,0.30000000000000004]'],
    [
      '[9007199254740991,9007199254740992,1e21,123456789012345680000,1.7976931348623157e308,5e-324]',
    ],
    ['0e999999999999999999999'],
    [' \n\t\r{ "a" : 1 , "b" : [ ] } '],
  ])('%s', (text) => {
    expect(readJson(text)).toEqual(JSON.parse(text));
  });
});

describe('JSON that two readers read as two values is refused, with its place', () => {
  it.each([
    ['{"a":1,"a":1}', 'duplicate_key', '/a'],
    [String.raw`{"action":1,"b":2,"\u0061ction":3}`, 'duplicate_key', '/action'],
    ['{"x":[0,{"deep":{"a":1,"b":{},"a":2}}]}', 'duplicate_key', '/x/1/deep/a'],
    ['{"a/b~":{"":1,"":2}}', 'duplicate_key', '/a~1b~0/'],
    ['{"toString":1,"toString":2}', 'duplicate_key', '/toString'],
    ['{"n":[1,9007199254740993]}', 'inexact_number', '/n/1'],
    ['-9007199254740993', 'inexact_number', ''],
    ['0.1000000000000000055', 'inexact_number', ''],
    ['[1e400]', 'inexact_number', '/0'],
    ['1e-400', 'inexact_number', ''],
    ['1e999999999999999999999', 'inexact_number', ''],
    [String.raw`{"a":"\ud800"}`, 'lone_surrogate', '/a'],
    [String.raw`{"a":"\udc00\ud800"}`, 'lone_surrogate', '/a'],
    [String.raw`{"\uD83D":1}`, 'lone_surrogate', ''],
    ['["\ud800"]', 'lone_surrogate', '/0'],
    ['{"a":{"__proto__":{"b":1}}}', 'prototype', '/a/__proto__'],
    [String.raw`{"__prot\u006f__":1}`, 'prototype', '/__proto__'],
  ])('%s', (text, code, pointer) => {
    const fault = faultOf(text);
    expect({ code: fault.code, pointer: fault.pointer }).toEqual({ code, pointer });
    expect(fault.message).toMatch(/^[A-Z].*\.$/u);
  });

  it('whatever key of whatever object is repeated', () => {
    const key = fc.string().filter((text) => text !== '__proto__');
    fc.assert(
      fc.property(key, fc.dictionary(key, fc.jsonValue()), (name, members) => {
        const { [name]: _, ...others } = members;
        fc.pre(Object.keys(others).every((other) => other !== '__proto__'));
        const inner = JSON.stringify(others).slice(1, -1);
        const parts = [`${JSON.stringify(name)}:1`, inner, `${JSON.stringify(name)}:2`];
        const text = `{${parts.filter((part) => part !== '').join(',')}}`;
        expect(() => readJson(text)).toThrow(JsonFault);
      }),
    );
  });
});

it.each(['', '{', '{"a":1', '[1,]', 'NaN', '01', "{'a':1}", '{} {}', '"\n"'])(
  'what is no JSON is refused: %j',
  (text) => {
    expect(faultOf(text)).toMatchObject({ code: 'not_json', pointer: '' });
  },
);

it.each([
  ['lists', '[', '1', ']'],
  ['objects', '{"a":', '1', '}'],
])('reads %s nested a hundred thousand deep, each level once', (_, open, value, close) => {
  const text = open.repeat(100_000) + value + close.repeat(100_000);
  expect(typeof readJson(text)).toBe('object');
});
