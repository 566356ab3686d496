import type { rules as recommended } from '@secretlint/secretlint-rule-preset-recommend';
import type { Secret } from './rules.ts';

type Scan = (text: string) => Secret[];

type Rule = (typeof recommended)[number];
type Context = Parameters<Rule['create']>[0];
type Source = Parameters<NonNullable<ReturnType<Rule['create']>['file']>>[0];

let loaded: Promise<Scan> | undefined;

/** Secretlint's recommended rules, loaded at the first use: start-up does not wait for them. */
export async function lintFindings(text: string): Promise<Secret[]> {
  loaded ??= load();
  return (await loaded)(text);
}

const options: { [id: string]: object } = {
  '@secretlint/secretlint-rule-aws': { enableIDScanRule: true },
};

/**
 * Rules are set up once, where `@secretlint/core` does it anew for each text, at three times the price.
 * What a rule asks to be ignored is not: a comment in untrusted text must not switch the scanner off.
 */
async function load(): Promise<Scan> {
  const { rules } = await import('@secretlint/secretlint-rule-preset-recommend');
  let found: Secret[] = [];
  const scanners = rules
    .filter(({ meta }) => meta.id !== '@secretlint/secretlint-rule-filter-comments')
    .map((creator) => {
      const { id } = creator.meta;
      const rule = id.replace(/^.*rule-/u, '');
      const context: Context = {
        sharedOptions: {},
        // Nobody reads what a rule says.
        createTranslator: () => (key, data) => ({ message: '', messageId: String(key), data }),
        report: ({ range: [start, end] }) => void found.push({ rule, start, end }),
        ignore: () => {},
      };
      return { rule, scan: creator.create(context, options[id] ?? {}) };
    });

  return (text) => {
    found = [];
    const source = sourceOf(text);
    for (const { rule, scan } of scanners) {
      // It would report into the findings of another text.
      if (scan.file?.(source)) throw new Error(`The rule ${rule} does not answer at once.`);
    }
    return found.sort((a, b) => a.start - b.start || a.end - b.end);
  };
}

/** Of no file and no format: rules look at the text alone. */
function sourceOf(content: string): Source {
  return {
    content,
    hasBOM: false,
    filePath: 'text',
    physicalFilePath: undefined,
    contentType: 'text',
    ext: '',
    getFilePath: () => 'text',
    getPhysicalFilePath: () => undefined,
    locationToRange: unasked,
    rangeToLocation: unasked,
    positionToIndex: unasked,
    indexToPosition: unasked,
  };
}

/** Only comments are looked up by their line. */
function unasked(): never {
  throw new Error('A rule asked for lines and columns, which are not counted here.');
}
