import type { Languages } from './languages.ts';
import { unbundlePolicy } from './bundle.ts';

/** The languages that a document and its files are written in; what none of them uses is not loaded. */
export async function languagesOf(
  text: string,
  files: ReadonlyMap<string, string> = unbundlePolicy(text).files,
): Promise<Languages> {
  const texts = [unbundlePolicy(text).text, ...files.values()];
  if (texts.some(mayUse)) return (await import('./all-languages.ts')).allLanguages;
  return none;
}

/** Too often rather than not; a key that is spelled with escapes is refused by `none`. */
function mayUse(text: string): boolean {
  return /when|freezes|zone|hold_until/u.test(text);
}

const MISSING =
  'This is spelled in a way that is not looked for. Write the keys when, freezes, zone and hold_until plainly.';

const none: Languages = {
  calendar: {
    compileWindow: () => ({ ok: false, faults: [{ path: [], message: MISSING }] }),
    windowAt: () => undefined,
    nextWindow: () => undefined,
    nextTimeOfDay: () => undefined,
    isZone: () => false,
    zoneHint: () => MISSING,
  },
  conditions: {
    compileCondition: () => ({ ok: false, message: MISSING }),
    // There is no condition that could read them.
    prepareFacts: (facts) => facts as never,
  },
};
