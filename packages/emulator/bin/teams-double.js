#!/usr/bin/env node
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`teams-double needs Node 24 or later, and this is Node ${process.versions.node}.`);
  process.exitCode = 1;
} else {
  const { main } = await import('../src/teams/cli.ts');
  await main(process.argv.slice(2), process.env);
}
