import { isScalar } from 'yaml';

/**
 * The offset in the document of a place in the text that a value is; undefined where the document
 * spells the value in another way, with escapes or folded lines.
 */
export function offsetWithin(
  document: string,
  node: unknown,
  { line, column }: { line: number; column: number },
): number | undefined {
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return undefined;
  const [start, end] = node.range;
  if (node.type === 'BLOCK_LITERAL') {
    const lines = document.slice(start, end).split('\n');
    const indent =
      /^ */.exec(lines.find((text, at) => at > 0 && text.trim() !== '') ?? '')?.[0] ?? '';
    if (line >= lines.length) return undefined;
    const before = lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0);
    return start + before + indent.length + column - 1;
  }
  const first = start + (node.type === 'PLAIN' ? 0 : 1);
  const asWritten = document.slice(first, first + node.value.length) === node.value;
  return asWritten && line === 1 ? first + column - 1 : undefined;
}
