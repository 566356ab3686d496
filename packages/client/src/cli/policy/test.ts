import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Coverage } from '@countersign/core/policy/cases/coverage';
import type { CaseResult } from '@countersign/core/policy/cases/run';
import { cannotWrite } from '../../write-error.ts';
import type { Context } from '../context.ts';
import { exit, UsageError } from '../exit.ts';
import { styleFor } from '../show/style.ts';
import { jsonLine } from '../show/text.ts';
import { faultLine } from './faults.ts';
import { FaultyDocument, readConfig, readSound, readText } from './files.ts';
import { junit } from './junit.ts';
import { testLines } from './test-lines.ts';
import { loadTools } from './tools.ts';
import type { Tools } from './tools.ts';

export type TestOptions = {
  policy?: string;
  config?: string;
  minCoverage?: 'all';
  junit?: string;
  json?: boolean;
};

/** A file of cases with what came of them. */
export type Tested = { file: string; cases: CaseResult[] };
export type Covered = { policy: string; parts: ReturnType<Coverage['report']> };

/** Judges the cases of files: exit code 1 where one fails. */
export async function test(
  paths: readonly string[],
  options: TestOptions,
  context: Context,
): Promise<number> {
  const { cwd, stdout } = context;
  const tools = await loadTools();
  const { tested, covered } = await judgeAll(paths, options, { tools, cwd });
  if (options.junit !== undefined) await write(options.junit, junit(tested), cwd);

  if (options.json) for (const line of jsonLines(tested, covered)) stdout.write(`${line}\n`);
  else {
    const lines = testLines(tested, covered, {
      columns: stdout.columns || 100,
      style: styleFor(stdout),
    });
    stdout.write(`${lines.join('\n')}\n`);
  }
  const failed = tested.some(({ cases }) => cases.some(hasFailed));
  const missed = covered.some(({ parts }) => parts.some(({ unreached }) => unreached.length > 0));
  return failed || (options.minCoverage === 'all' && missed) ? exit.error : exit.ok;
}

async function write(path: string, text: string, cwd: string): Promise<void> {
  try {
    await writeFile(resolve(cwd, path), text);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

export function hasFailed({ differences }: CaseResult): boolean {
  return differences.length > 0;
}

async function judgeAll(
  paths: readonly string[],
  options: TestOptions,
  at: { tools: Tools; cwd: string },
): Promise<{ tested: Tested[]; covered: Covered[] }> {
  const names = options.config === undefined ? null : (await readConfig(options.config, at)).names;
  const policies = new Map<string, Promise<Ready>>();
  const open = (path: string) => {
    const ready = policies.get(path) ?? openPolicy(path);
    policies.set(path, ready);
    return ready;
  };
  const openPolicy = async (path: string): Promise<Ready> => {
    const policy = await readSound(path, at, names);
    return { policy, coverage: at.tools.coverageOf(policy) };
  };
  const tested: Tested[] = [];
  for (const file of paths) {
    const { policy: named, cases } = await readCaseFile(file, at);
    const path = options.policy ?? (named === undefined ? undefined : join(dirname(file), named));
    if (path === undefined) {
      throw new UsageError(`${file} names no policy. Put "policy:" into it, or give --policy.`);
    }
    const { policy, coverage } = await open(path);
    const results = cases.map((written) => at.tools.runCase(policy, written));
    for (const { verdict } of results) coverage.add(verdict);
    tested.push({ file, cases: results });
  }
  const covered = await Promise.all(
    [...policies].map(async ([policy, ready]) => ({
      policy,
      parts: (await ready).coverage.report(),
    })),
  );
  return { tested, covered };
}

type Ready = { policy: Awaited<ReturnType<typeof readSound>>; coverage: Coverage };

/** Throws {@link FaultyDocument}. */
export async function readCaseFile(file: string, { tools, cwd }: { tools: Tools; cwd: string }) {
  const read = tools.readCases(await readText(file, cwd));
  if (read.ok) return read;
  throw new FaultyDocument(
    file,
    read.faults.map((fault) => faultLine({ ...fault, file })),
  );
}

function jsonLines(tested: readonly Tested[], covered: readonly Covered[]): string[] {
  const cases = tested.flatMap(({ file, cases: results }) =>
    results.map((result) => {
      const { name, verdict, differences, failed } = result;
      const { outcome } = verdict;
      return { file, case: name, passed: !hasFailed(result), outcome, differences, failed };
    }),
  );
  return [...cases, ...covered].map(jsonLine);
}
