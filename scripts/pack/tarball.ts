import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Packs a folder as npm would publish it; the path of the file in `out`. */
export async function tarball(folder: string, out: string): Promise<string> {
  const { stdout } = await execute('npm', ['pack', folder, '--pack-destination', out, '--json'], {
    cwd: out,
  });
  const [packed] = JSON.parse(stdout) as [{ filename: string }];
  return join(out, packed.filename);
}
