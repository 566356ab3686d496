import { inert } from '../show/text.ts';
import { hasFailed } from './test.ts';
import type { Tested } from './test.ts';

/** JUnit XML, in the part of it that CI systems agree about (github.com/testmoapp/junitxml). */
export function junit(tested: readonly Tested[]): string {
  const suites = tested.map(({ file, cases }) => {
    const failures = cases.filter(hasFailed).length;
    const lines = cases.map((result) => {
      const head = `    <testcase classname=${attribute(file)} name=${attribute(result.name)}`;
      if (!hasFailed(result)) return `${head}/>`;
      const what = result.differences
        .map(({ what, expected, got }) => `${what}: expected ${expected}; got ${got}`)
        .join('\n');
      return `${head}>\n      <failure message="not as expected">${escaped(what)}</failure>\n    </testcase>`;
    });
    const head = `  <testsuite name=${attribute(file)} tests="${cases.length}" failures="${failures}">`;
    return [head, ...lines, '  </testsuite>'].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

function attribute(text: string): string {
  return `"${escaped(inert(text))}"`;
}

const entities: { [char: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

// Controls, which XML can't hold, are spelled out as everywhere.
function escaped(text: string): string {
  const lines = text.split('\n').map(inert).join('\n');
  return lines.replaceAll(/[&<>"]/g, (char) => entities[char] ?? char);
}
