import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Bench } from '../harness/bench.ts';
import { atMost, type Figure } from '../harness/figure.ts';
import { median } from '../harness/percentiles.ts';

const run = promisify(execFile);
const BIN = fileURLToPath(new URL('../../packages/client/bin/countersign.js', import.meta.url));

/** `countersign --version` beside Node doing nothing, in turns, so that noise meets both. */
export async function cliVersion({ quick }: Bench): Promise<Figure[]> {
  const version: number[] = [];
  const nothing: number[] = [];
  while (version.length < (quick ? 11 : 41)) {
    version.push(await took([BIN, '--version']));
    nothing.push(await took(['-e', '0']));
  }
  return [
    atMost(2, { name: 'cli.version.ratio', value: median(version) / median(nothing), unit: 'x' }),
    atMost(null, { name: 'cli.version.p50', value: median(version), unit: 'ms' }),
    atMost(null, { name: 'cli.node.p50', value: median(nothing), unit: 'ms' }),
  ];
}

async function took(args: string[]): Promise<number> {
  const start = performance.now();
  await run(process.execPath, args);
  return performance.now() - start;
}
