import type { Value } from '@bufbuild/cel-spec/cel/expr/value_pb.js';
import type { Registry } from '@bufbuild/protobuf';
import { DurationSchema, TimestampSchema, anyUnpack } from '@bufbuild/protobuf/wkt';
import { Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator';
import { isMessage } from '@bufbuild/protobuf';

class TypeName {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** A value of the suite as the engine has it. Throws for messages that the engine has not. */
export function toNative({ kind }: Value, registry: Registry): unknown {
  switch (kind.case) {
    case 'nullValue':
      return null;
    case 'uint64Value':
      return new UnsignedInt(kind.value);
    case 'listValue':
      return kind.value.values.map((value) => toNative(value, registry));
    case 'mapValue':
      return new Map(
        kind.value.entries.map(({ key, value }) => [
          key && toNative(key, registry),
          value && toNative(value, registry),
        ]),
      );
    case 'typeValue':
      return new TypeName(kind.value);
    case 'objectValue': {
      const message = anyUnpack(kind.value, registry);
      if (isMessage(message, DurationSchema)) return new Duration(message.seconds, message.nanos);
      if (isMessage(message, TimestampSchema)) {
        return new Date(Number(message.seconds) * 1000 + Math.floor(message.nanos / 1e6));
      }
      throw new Error('a message');
    }
    case 'boolValue':
    case 'int64Value':
    case 'doubleValue':
    case 'stringValue':
    case 'bytesValue':
      return kind.value;
    case 'enumValue':
    case undefined:
      throw new Error('an enum');
  }
}

/** Whether the engine's value is the one that is due, type included. */
export function isSame(got: unknown, due: unknown): boolean {
  if (due instanceof TypeName) return nameOf(got) === due.name.replace('null_type', 'null');
  if (due instanceof UnsignedInt) return got instanceof UnsignedInt && got.value === due.value;
  if (due instanceof Duration) {
    return got instanceof Duration && got.seconds === due.seconds && got.nanos === due.nanos;
  }
  if (due instanceof Date) return got instanceof Date && got.getTime() === due.getTime();
  if (due instanceof Uint8Array) {
    return got instanceof Uint8Array && isSame([...got].map(BigInt), [...due].map(BigInt));
  }
  if (Array.isArray(due)) {
    return (
      Array.isArray(got) &&
      got.length === due.length &&
      due.every((item, i) => isSame(got[i], item))
    );
  }
  if (due instanceof Map) {
    const entries = entriesOf(got);
    return (
      entries?.length === due.size &&
      [...due].every(([key, value]) =>
        entries.some(([k, v]) => String(k) === String(key) && isSame(v, value)),
      )
    );
  }
  return Object.is(got, due);
}

function entriesOf(value: unknown): [unknown, unknown][] | undefined {
  if (value instanceof Map) return [...value];
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
}

function nameOf(type: unknown): unknown {
  return typeof type === 'object' && type !== null && 'name' in type ? type.name : undefined;
}
