/** A policy document with the files that it includes, by the names it includes them by. */
export type Bundle = { text: string; files: ReadonlyMap<string, string> };

/**
 * One text for all that a policy was read from, to keep and to reread. A document without files is
 * its own bundle.
 */
export function bundlePolicy(text: string, files: ReadonlyMap<string, string> = new Map()): string {
  if (files.size === 0) return text;
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({ 'countersign.bundle': 1, text, files: sorted });
}

/** Undoes {@link bundlePolicy}; any other text is a document without files. */
export function unbundlePolicy(kept: string): Bundle {
  const none = { text: kept, files: new Map<string, string>() };
  if (!kept.startsWith('{"countersign.bundle":1,')) return none;
  try {
    const { text, files }: { text: string; files: [string, string][] } = JSON.parse(kept);
    const named = files.map(([name, content]) => [name, String(content)] as const);
    return { text: String(text), files: new Map(named) };
  } catch {
    return none;
  }
}
