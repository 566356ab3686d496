import { z } from 'zod';

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

const bundleShape = z.object({
  text: z.string(),
  files: z.array(z.tuple([z.string(), z.string()])),
});

/** Undoes {@link bundlePolicy}; any other text is a document without files. */
export function unbundlePolicy(kept: string): Bundle {
  const bundle = kept.startsWith('{"countersign.bundle":1,') ? read(kept) : undefined;
  if (bundle === undefined) return { text: kept, files: new Map() };
  return { text: bundle.text, files: new Map(bundle.files) };
}

function read(kept: string): z.output<typeof bundleShape> | undefined {
  try {
    return bundleShape.safeParse(JSON.parse(kept)).data;
  } catch {
    return undefined;
  }
}
