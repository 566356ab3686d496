#!/usr/bin/env node
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`countersign needs Node 24 or later, and this is Node ${process.versions.node}.`);
  process.exitCode = 1;
} else {
  await start(process.argv.slice(2));
}

/** `--version` is answered before anything is loaded: CI jobs and shells ask for it often. */
async function start(args) {
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    const { readFileSync } = process.getBuiltinModule('node:fs');
    const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
    console.log(JSON.parse(manifest).version);
    return;
  }
  const { main } = await import('../src/cli/main.ts');
  await main(args);
}
