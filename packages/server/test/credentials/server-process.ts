import { Client } from 'pg';
import { loadConfig } from '../../src/config/load.ts';
import { startServer } from '../../src/main.ts';

/** The real service on a file; PostgreSQL is the target alone. It dies right behind `DIE_AFTER`. */
const { DIE_AFTER: deadly, CONFIG: path = '' } = process.env;

if (deadly !== undefined) {
  const { query: original } = Client.prototype as {
    query: (this: Client, ...args: unknown[]) => Promise<unknown>;
  };
  const watched = async function (this: Client, ...args: unknown[]) {
    const answer = await original.apply(this, args);
    if (String(args[0]).startsWith(deadly)) process.kill(process.pid, 'SIGKILL');
    return answer;
  };
  Object.assign(Client.prototype, { query: watched });
}

process.on('disconnect', () => process.exit(1));
/** What it tells once it listens: where. */
export type Told = string;

const { url } = await startServer(await loadConfig(path, process.env));
process.send?.(url satisfies Told);
