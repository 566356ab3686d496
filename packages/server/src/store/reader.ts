import { Client, type ClientConfig, type QueryResultRow } from 'pg';
import { isBroken, send } from './node-postgres.ts';

/**
 * One connection for all that is only read: the questions of many go out together, and none waits
 * for a connection of its own. It is replaced at the next question after it broke.
 */
export function createReader(config: ClientConfig) {
  let current: Promise<Client> | null = null;

  async function connect(): Promise<Client> {
    const client = new Client(config);
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  function connected(): Promise<Client> {
    if (current) return current;
    const fresh = connect();
    const gone = () => {
      if (current === fresh) current = null;
    };
    fresh.then((client) => client.once('end', gone), gone);
    return (current = fresh);
  }

  function forget(client: Client): void {
    current = null;
    client.end().catch(() => undefined);
  }

  return {
    async read<Row extends QueryResultRow>(sql: string, parameters: unknown[]): Promise<Row[]> {
      const asked = connected();
      const client = await asked;
      try {
        return (await send<Row>(client, sql, parameters)).rows;
      } catch (error) {
        if (isBroken(client) && current === asked) forget(client);
        throw error;
      }
    },
    async close(): Promise<void> {
      const client = await current?.catch(() => null);
      await client?.end();
    },
  };
}
