import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { concat, Reader, string, uint32 } from '@countersign/core/ssh/wire';
import type { EphemeralKey } from './ephemeral-key.ts';

const FAILURE = 5;
const REQUEST_IDENTITIES = 11;
const IDENTITIES = 12;
const SIGN_REQUEST = 13;
const SIGNATURE = 14;
const MOST_BYTES = 262_144;

/**
 * An agent of SSH (draft-ietf-sshm-ssh-agent) with one certificate, behind a socket that only this user
 * can reach: so ssh, scp, git and rsync use it with no option, and the private key is in no file.
 */
export async function serveSshAgent(
  certificate: string,
  key: EphemeralKey,
): Promise<{ socket: string; close: () => Promise<void> }> {
  const [, base64 = ''] = certificate.split(' ');
  const blob = Uint8Array.from(Buffer.from(base64, 'base64'));
  const folder = await mkdtemp(join(tmpdir(), 'countersign-ssh-'));
  const socket = join(folder, 'agent');
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    client.once('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    serve(client, (message) => answer(message, blob, key));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, resolve);
  });
  return {
    socket,
    async close() {
      for (const client of open) client.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Messages have their length before them. */
function serve(client: Socket, answer: (message: Uint8Array) => Uint8Array): void {
  let waiting = Buffer.alloc(0);
  client.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= 4) {
      const length = waiting.readUInt32BE();
      if (length > MOST_BYTES) return void client.destroy();
      if (waiting.length < 4 + length) return;
      client.write(string(answer(Uint8Array.from(waiting.subarray(4, 4 + length)))));
      waiting = waiting.subarray(4 + length);
    }
  });
}

function answer(message: Uint8Array, blob: Uint8Array, key: EphemeralKey): Uint8Array {
  const [kind] = message;
  try {
    if (kind === REQUEST_IDENTITIES) {
      return concat(Uint8Array.of(IDENTITIES), uint32(1), string(blob), string('countersign'));
    }
    if (kind === SIGN_REQUEST) {
      const reader = new Reader(message.slice(1));
      const isOurs = Buffer.from(reader.string()).equals(blob);
      const bytes = reader.string();
      if (isOurs) return concat(Uint8Array.of(SIGNATURE), string(signature(key.sign(bytes))));
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return Uint8Array.of(FAILURE);
}

/** RFC 5656, section 3.1.2. */
function signature(rs: Uint8Array): Uint8Array {
  const both = concat(string(mpint(rs.subarray(0, 32))), string(mpint(rs.subarray(32))));
  return concat(string('ecdsa-sha2-nistp256'), string(both));
}

/** RFC 4251, section 5: no zeroes in front, but for one that keeps it positive. */
function mpint(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  const bare = start < 0 ? new Uint8Array() : bytes.slice(start);
  return (bare[0] ?? 0) >= 0x80 ? concat(Uint8Array.of(0), bare) : bare;
}
