import type { Finding } from '@countersign/core/yaml/fault';

const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/gu;

/** Puts the environment's values where the file says `${NAME}`: secrets stay out of files. */
export function fillIn(
  value: unknown,
  env: { [name: string]: string | undefined },
): { value: unknown; findings: Finding[] } {
  const findings: Finding[] = [];
  const walk = (node: unknown, path: (string | number)[]): unknown => {
    if (typeof node === 'string') {
      return node.replaceAll(REFERENCE, (_, name: string) => {
        const found = env[name];
        if (found) return found;
        const message = `The environment has no ${name}, which this value wants.`;
        findings.push({ path, message, hint: `Set ${name}, or write the value here.` });
        return '';
      });
    }
    if (Array.isArray(node)) return node.map((item, at) => walk(item, [...path, at]));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, item]) => [key, walk(item, [...path, key])]),
    );
  };
  return { value: walk(value, []), findings };
}
