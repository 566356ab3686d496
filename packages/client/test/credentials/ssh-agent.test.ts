import { createPublicKey, verify } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { concat, Reader, string, uint32 } from '@countersign/core/ssh/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ephemeralKey } from '../../src/cli/ephemeral-key.ts';
import { serveSshAgent } from '../../src/cli/ssh-agent.ts';

const key = ephemeralKey();
const blob = Buffer.from('a certificate');
let agent: Awaited<ReturnType<typeof serveSshAgent>>;
beforeEach(async () => {
  agent = await serveSshAgent(`ecdsa-cert ${blob.toString('base64')} id`, key);
});
afterEach(() => agent.close());

/** What it answers, also where the question comes in pieces. */
function ask(message: Uint8Array): Promise<Buffer> {
  const framed = Buffer.from(string(message));
  return new Promise((resolve, reject) => {
    const client = connect(agent.socket, () => {
      client.write(framed.subarray(0, 3));
      client.write(framed.subarray(3));
    });
    client.once('data', (answer: Buffer) => {
      client.destroy();
      resolve(answer.subarray(4));
    });
    client.once('error', reject);
    client.once('close', () => reject(new Error('closed')));
  });
}

const toSign = (of: Uint8Array, bytes: Uint8Array) =>
  concat(Uint8Array.of(13), string(of), string(bytes), uint32(0));

describe('the agent', () => {
  it('can be reached by this user alone', () => {
    expect(statSync(dirname(agent.socket)).mode & 0o777).toBe(0o700);
  });

  it('has the certificate', async () => {
    const answer = await ask(Uint8Array.of(11));
    expect(answer[0]).toBe(12);
    const reader = new Reader(Uint8Array.from(answer.subarray(1)));
    expect([reader.uint32(), Buffer.from(reader.string())]).toEqual([1, blob]);
  });

  it('signs with its key, many times', async () => {
    for (let n = 0; n < 20; n += 1) {
      const said = Buffer.from(`session ${n}`);
      const answer = await ask(toSign(blob, said));
      expect(answer[0]).toBe(14);
      const signed = new Reader(new Reader(Uint8Array.from(answer.subarray(1))).string());
      expect(signed.text()).toBe('ecdsa-sha2-nistp256');
      const rs = new Reader(signed.string());
      const whole = Buffer.concat([rs.string(), rs.string()].map(to32));
      const publicKey = createPublicKey({ format: 'jwk', key: key.publicKey });
      const how = { key: publicKey, dsaEncoding: 'ieee-p1363' as const };
      expect(verify('sha256', said, how, whole)).toBe(true);
    }
  });

  it('signs with no other key, and does nothing else', async () => {
    const fail = Buffer.of(5);
    expect(await ask(toSign(Buffer.from('another'), Buffer.from('x')))).toEqual(fail);
    expect(await ask(Uint8Array.of(13, 0, 0, 0, 9))).toEqual(fail);
    expect(await ask(Uint8Array.of(17))).toEqual(fail);
    expect(await ask(new Uint8Array())).toEqual(fail);
  });

  it('leaves nothing behind', async () => {
    await agent.close();
    expect(existsSync(dirname(agent.socket))).toBe(false);
  });
});

function to32(mpint: Uint8Array): Buffer {
  const bare = Buffer.from(mpint[0] === 0 ? mpint.subarray(1) : mpint);
  return Buffer.concat([Buffer.alloc(32 - bare.length), bare]);
}
