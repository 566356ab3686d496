/** JSON that came from outside: nothing is known of its fields. */
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The value a JSON text holds, or undefined where it is no JSON. */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

/** `undefined` and functions dropped, nothing shared with the original. */
export function copy<T>(value: T): T {
  return structuredClone(value);
}
