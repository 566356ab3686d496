import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { openServiceStore } from '../../src/open-service-store.ts';

/** One of https://www.postgresql.org/docs/current/protocol-message-formats.html */
function authentication(code: number, text: string): Buffer {
  const head = Buffer.alloc(9);
  head.write('R');
  head.writeInt32BE(8 + text.length, 1);
  head.writeInt32BE(code, 5);
  return Buffer.concat([head, Buffer.from(text)]);
}

async function askForPassword(socket: Socket): Promise<void> {
  await once(socket, 'data');
  socket.write(authentication(10, 'SCRAM-SHA-256\0\0'));
  await once(socket, 'data');
  socket.write(authentication(11, 'r=nonce,s=c2FsdA==,i=4096'));
}

it('a URL without the password that PostgreSQL wants is told as such', async () => {
  const server = createServer((socket) => void askForPassword(socket));
  server.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const opening = openServiceStore(`postgres://countersign@127.0.0.1:${port}/db`, () => undefined);
  await expect(opening).rejects.toThrow('PostgreSQL wants a password, and its URL has none.');
});
