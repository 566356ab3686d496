type Value = string | boolean | readonly Value[] | { readonly [key: string]: Value };

/** Block YAML for the plain shapes of a manifest: texts, flags, lists, maps. */
export function toYaml(value: Value, indent = ''): string {
  if (typeof value === 'string') return scalar(value);
  if (typeof value === 'boolean') return String(value);
  const deeper = `${indent}  `;
  const lines = isList(value)
    ? value.map((item) => `${indent}- ${toYaml(item, deeper).trimStart()}`)
    : Object.entries(value).map(([key, member]) => {
        const text = toYaml(member, deeper);
        return `${indent}${key}:${typeof member === 'object' ? '\n' : ' '}${text}`;
      });
  return lines.join('\n');
}

// JSON's quoting is YAML's double quoting (YAML 1.2, section 1.2); words need none.
function scalar(text: string): string {
  const isPlain =
    /^[a-z][\w.]*$/i.test(text) && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
