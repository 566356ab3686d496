import { writeFile } from 'node:fs/promises';
import { withServices, type Bench } from './harness/bench.ts';
import { createCleanup } from './harness/cleanup.ts';
import type { Figure } from './harness/figure.ts';
import { readOptions } from './harness/options.ts';
import { warmUp } from './harness/flow.ts';
import { packedServer } from './harness/packed.ts';
import { sources } from './harness/server.ts';
import { createStores, storeNames } from './harness/stores.ts';
import { table } from './harness/table.ts';
import { cliVersion } from './measures/cli-version.ts';
import { clientSize } from './measures/client-size.ts';
import { clickAck } from './measures/click-ack.ts';
import { flowFloor } from './measures/flow-floor.ts';
import { flowParallel } from './measures/flow-parallel.ts';
import { flowSerial } from './measures/flow-serial.ts';
import { grants } from './measures/grant.ts';
import { identityVerify } from './measures/identity.ts';
import { invokeAnswer } from './measures/invoke-answer.ts';
import { invokeHung } from './measures/invoke-hung.ts';
import { policyEvaluate, policyLoad, policyReplay } from './measures/policy.ts';
import { start } from './measures/start.ts';
import { waitRelease } from './measures/wait-release.ts';

/** `npm run bench`: the figures of docs/benchmarks.md, as a table and as JSON. */
const ofNothingElse = {
  'policy.load': policyLoad,
  'policy.evaluate': policyEvaluate,
  'policy.replay': policyReplay,
  'identity.verify': identityVerify,
  'flow.floor': flowFloor,
  grant: grants,
};
const ofRunning = {
  // First of all: V8 compiles in full what has been called 3,000 times, much of it once a flow.
  'flow.parallel': flowParallel,
  'flow.serial': flowSerial,
  'click.ack': clickAck,
  'invoke.answer': invokeAnswer,
  // The last one: what Microsoft never answers, the service may ask again for a while.
  'invoke.hung': invokeHung,
};
const ofEachStore = { 'wait.release': waitRelease, start };
const ofClient = { 'cli.version': cliVersion, 'client.installed': clientSize };

const options = readOptions(process.argv.slice(2));
const cleanup = createCleanup();
const stores = createStores(cleanup);
const bench: Bench = {
  quick: options.quick,
  stores,
  cache: await stores.folder(),
  // A profile names the files of the sources; the package is one.
  program: async () => (options.profile === undefined ? packedServer(stores) : sources),
  flags: options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`],
  cleanup,
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void cleanup.run().finally(() => process.exit(1)));
}

const figures: Figure[] = [];

try {
  for (const measure of chosen(ofNothingElse)) say(await measure(bench));
  const running = chosen(ofRunning);
  for (const store of storeNames) {
    if (running.length === 0) break;
    await withServices(bench, store, async (services) => {
      for (const service of Object.values(services)) {
        if (service !== null) await warmUp(service, options.quick);
      }
      for (const measure of running) {
        const measured = await measure(services, bench, store);
        if (measured.length > 0) say(measured);
      }
    });
  }
  for (const measure of chosen(ofEachStore)) {
    // They take turns of starting and stopping: a quick run has them on one store.
    for (const store of options.quick ? (['sqlite'] as const) : storeNames) {
      say(await measure(bench, store));
    }
  }
  for (const measure of chosen(ofClient)) say(await measure(bench));
  if (options.json !== undefined) await writeFile(options.json, JSON.stringify(figures, null, 2));
} finally {
  await cleanup.run();
}

function chosen<M>(measures: Record<string, M>): M[] {
  return Object.entries(measures)
    .filter(([name]) => name.startsWith(options.only))
    .map(([, measure]) => measure);
}

function say(measured: Figure[]): void {
  console.log(`${table(measured)}\n`);
  figures.push(...measured);
}
