import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseCertificate, parseKey } from 'sshpk';

const run = promisify(execFile);

/** Somebody with a key and a certificate is at the door. */
type Visitor = { certificate: string; privateKeyPem: string };

export type Judge = {
  name: string;
  /** `revoked`: what `GET /v1/targets/{name}/revoked` answers. */
  letsIn: (visitor: Visitor, host: Host) => Promise<boolean>;
};

type Host = { ca: string; principal: string; revoked: Uint8Array };

/** By a library that shares no code with us: it decides as sshd does, on any machine. */
const sshpk: Judge = {
  name: 'sshpk',
  async letsIn({ certificate, privateKeyPem }, { ca, principal, revoked }) {
    const parsed = parseCertificate(certificate, 'openssh');
    const now = Date.now();
    const own = parseKey(await publicLine(privateKeyPem), 'ssh')
      .fingerprint('sha256')
      .toString();
    return (
      parsed.isSignedByKey(parseKey(ca, 'ssh')) &&
      parsed.subjectKey.fingerprint('sha256').toString() === own &&
      parsed.validFrom.getTime() <= now &&
      now < parsed.validUntil.getTime() &&
      parsed.subjects.some(({ uid }) => uid === principal) &&
      !Buffer.from(revoked).includes(parsed.serial)
    );
  },
};

/** A real login of this user, through the real ssh and the sshd that TEST_SSHD names. */
const sshd = (path: string): Judge => ({
  name: path,
  async letsIn({ certificate, privateKeyPem }, { ca, principal, revoked }) {
    const folder = await mkdtemp(join(tmpdir(), 'countersign-sshd-'));
    const at = (name: string) => join(folder, name);
    const put = (name: string, text: string | Uint8Array) =>
      writeFile(at(name), text, { mode: 0o600 });
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at('host')]);
    await put('ca.pub', `${ca}\n`);
    await put('principals', `${principal}\n`);
    await put('revoked', revoked);
    await put('id', privateKeyPem);
    await put('id-cert.pub', `${certificate}\n`);
    const config = `ListenAddress 127.0.0.1\nHostKey ${at('host')}\nPidFile none\nStrictModes no
TrustedUserCAKeys ${at('ca.pub')}\nRevokedKeys ${at('revoked')}\nAuthorizedPrincipalsFile ${at('principals')}
AuthorizedKeysFile none\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n`;
    await put('sshd_config', config);
    const { server, port } = await onFreePort((wanted) =>
      spawn(path, ['-D', '-e', '-f', at('sshd_config'), '-p', String(wanted)], {
        stdio: ['ignore', 'ignore', 'pipe'],
      }),
    );
    try {
      const known = ['StrictHostKeyChecking=no', `UserKnownHostsFile=${at('known')}`];
      const options = [...known, 'BatchMode=yes', 'IdentitiesOnly=yes', 'IdentityAgent=none'];
      const to = [`${userInfo().username}@127.0.0.1`, 'true'];
      const flags = options.flatMap((option) => ['-o', option]);
      await run('ssh', ['-F', 'none', '-p', String(port), '-i', at('id'), ...flags, ...to]);
      return true;
    } catch (error) {
      if (String(error).includes('Permission denied')) return false;
      throw error;
    } finally {
      const gone = once(server, 'exit');
      if (server.kill()) await gone;
      await rm(folder, { recursive: true });
    }
  },
});

const named = process.env['TEST_SSHD'];

/** Everywhere the one that needs nothing; a real sshd besides, where TEST_SSHD is its absolute path. */
export const judges: Judge[] = [sshpk, ...(named === undefined ? [] : [sshd(named)])];

async function publicLine(pem: string): Promise<string> {
  const { parsePrivateKey } = await import('sshpk');
  return parsePrivateKey(pem, 'auto').toPublic().toString('ssh');
}

function listening(said: NodeJS.ReadableStream): Promise<void> {
  let all = '';
  return new Promise((resolve, reject) => {
    said.on('data', (text: Buffer) => {
      all += text.toString();
      if (all.includes('Server listening')) resolve();
    });
    said.once('end', () => reject(new Error(`sshd stopped: ${all}`)));
  });
}

/** sshd takes no port 0: another program may have the one that was free a moment ago. */
async function onFreePort<S extends { stderr: NodeJS.ReadableStream }>(
  startOn: (port: number) => S,
): Promise<{ server: S; port: number }> {
  for (;;) {
    const port = await freePort();
    const server = startOn(port);
    try {
      await listening(server.stderr);
      return { server, port };
    } catch (error) {
      if (!String(error).includes('Address already in use')) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address ? address.port : 0;
}
