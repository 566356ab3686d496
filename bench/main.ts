import { writeFile } from 'node:fs/promises';
import type { Bench } from './harness/bench.ts';
import { createCleanup } from './harness/cleanup.ts';
import type { Figure } from './harness/figure.ts';
import { readOptions } from './harness/options.ts';
import { createStores } from './harness/stores.ts';
import { table } from './harness/table.ts';
import { cliVersion } from './measures/cli-version.ts';
import { clientSize } from './measures/client-size.ts';
import { clickAck } from './measures/click-ack.ts';
import { flowParallel } from './measures/flow-parallel.ts';
import { flowSerial } from './measures/flow-serial.ts';
import { start } from './measures/start.ts';
import { waitRelease } from './measures/wait-release.ts';

/** `npm run bench`: the figures of docs/benchmarks.md, as a table and as JSON. */
const measures = {
  'flow.serial': onEach(flowSerial),
  'flow.parallel': onEach(flowParallel),
  'click.ack': onEach(clickAck),
  'wait.release': onEach(waitRelease),
  start: onEach(start),
  'cli.version': cliVersion,
  'client.installed': clientSize,
};

const options = readOptions(process.argv.slice(2));
const cleanup = createCleanup();
const stores = createStores(cleanup);
const bench: Bench = {
  quick: options.quick,
  stores,
  cache: await stores.folder(),
  flags: options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`],
  cleanup,
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void cleanup.run().finally(() => process.exit(1)));
}

try {
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(measures)) {
    if (!name.startsWith(options.only)) continue;
    const measured = await measure(bench);
    console.log(`${table(measured)}\n`);
    figures.push(...measured);
  }
  if (options.json !== undefined) await writeFile(options.json, JSON.stringify(figures, null, 2));
} finally {
  await cleanup.run();
}

/** A measure of both stores. */
function onEach(measure: typeof start) {
  return async (on: Bench): Promise<Figure[]> => [
    ...(await measure(on, 'sqlite')),
    ...(await measure(on, 'postgres')),
  ];
}
