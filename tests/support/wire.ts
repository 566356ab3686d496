import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

type End = { host: string; port: number };

/**
 * A network that can fail, in front of whatever it leads to. Its own address stays: a port that is let
 * go, even for a moment, may be somebody else's when it is wanted again.
 */
export async function aWire() {
  const ends = new Set<Socket>();
  let to: End | null = null;
  const server = createServer({ noDelay: true }, (near) => {
    if (to === null) return void near.destroy();
    join(near, connect({ ...to, noDelay: true }));
  });

  function join(near: Socket, far: Socket): void {
    for (const [from, onto] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from);
      from.on('error', () => onto.destroy());
      from.on('close', () => {
        ends.delete(from);
        // What came before the end is still passed on.
        onto.end();
      });
      from.pipe(onto);
    }
  }

  const cut = () => {
    to = null;
    for (const end of ends) end.destroy();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    /** From here on, who calls reaches this one. */
    leadTo: (end: End) => void (to = end),
    /** Who calls from here on reaches nobody; those who are connected go on. */
    leadNowhere: () => void (to = null),
    /** Ends every connection, and takes none. */
    cut,
    close() {
      cut();
      server.close();
    },
  };
}
