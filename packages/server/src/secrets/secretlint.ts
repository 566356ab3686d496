import type { Secret } from './rules.ts';

type Scan = (text: string) => Promise<Secret[]>;

let loaded: Promise<Scan> | undefined;

/** Secretlint with its recommended rules, loaded at the first use: start-up does not wait for it. */
export async function lintFindings(text: string): Promise<Secret[]> {
  loaded ??= load();
  return (await loaded)(text);
}

const preset = '@secretlint/secretlint-rule-preset-recommend';

async function load(): Promise<Scan> {
  const [{ lintSource }, { creator }, { secretLintProfiler }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
    import('@secretlint/profiler'),
  ]);
  // On by default, it keeps the timings of every scan for as long as the process lives.
  secretLintProfiler.setEnabled(false);
  const rules = [{ id: '@secretlint/secretlint-rule-aws', options: { enableIDScanRule: true } }];
  const config = { rules: [{ id: preset, rule: creator, options: {}, rules }] };

  return async (text) => {
    const content = withoutMarkers(text);
    const { messages } = await lintSource({
      source: { filePath: 'text', ext: '', contentType: 'text', content },
      options: { noPhysicFilePath: true, config },
    });
    return messages.map(({ ruleId, range: [start, end] }) => {
      return { rule: ruleId.replace(/^.*rule-/u, ''), start, end };
    });
  };
}

/** A comment in untrusted text must not switch the scanner off. The length stays: places are counted. */
function withoutMarkers(text: string): string {
  return text.replace(/secretlint-(?=disable|enable)/giu, 'secretlint_');
}
