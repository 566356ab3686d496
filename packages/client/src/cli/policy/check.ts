import type { PolicyResult } from '@countersign/core/policy/parse';
import type { Policy } from '@countersign/core/policy/policy';
import type { Context } from '../context.ts';
import { exit, UsageError } from '../exit.ts';
import { styleFor } from '../show/style.ts';
import { inert, jsonLine } from '../show/text.ts';
import { faultLine } from './faults.ts';
import { readConfig, readPolicy } from './files.ts';
import { loadTools } from './tools.ts';

export type CheckOptions = { config?: string; json?: boolean };

/** Says all that is wrong with policies: exit code 1 where anything is. */
export async function check(
  paths: readonly string[],
  { config, json }: CheckOptions,
  context: Context,
): Promise<number> {
  const { cwd, stdout } = context;
  const tools = await loadTools();
  const configured = config === undefined ? null : await readConfig(config, { tools, cwd });
  const given = paths.length > 0 ? paths : [configured?.policy ?? ''];
  if (given[0] === '') {
    throw new UsageError('Name a policy, or a configuration that names one: --config <file>.');
  }
  const style = styleFor(stdout);
  let holds = true;
  for (const path of given) {
    const result = await readPolicy(path, configured?.names ?? null, { tools, cwd });
    holds &&= result.ok;
    if (json) stdout.write(`${jsonLine(report(path, result))}\n`);
    else if (result.ok) {
      const { version } = result.policy;
      stdout.write(
        `${style.good('✓')} ${inert(path)} holds: ${sizeOf(result.policy)}\n  ${style.dim(version)}\n`,
      );
    } else {
      for (const fault of result.faults) stdout.write(`${inert(faultLine(fault))}\n`);
      stdout.write(`${style.bad('✗')} ${inert(path)}: ${counted(result.faults.length, 'fault')}\n`);
    }
  }
  return holds ? exit.ok : exit.error;
}

function report(file: string, result: PolicyResult): object {
  if (!result.ok) return { file, ok: false, faults: result.faults };
  const { version, rules, groups, freezes } = result.policy;
  return {
    file,
    ok: true,
    version,
    rules: rules.map(({ name }) => name),
    groups: groups.map(({ name }) => name),
    freezes: freezes.map(({ window }) => window.name),
  };
}

function sizeOf({ rules, groups, freezes }: Policy): string {
  const parts = [counted(rules.length, 'rule'), counted(groups.length, 'group')];
  if (freezes.length > 0) parts.push(counted(freezes.length, 'freeze'));
  return parts.join(', ');
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
