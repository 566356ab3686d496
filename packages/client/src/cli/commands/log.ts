import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { toBase64 } from '@countersign/core/log/bytes';
import { parseVerifierKey } from '@countersign/core/log/key';
import { exportLog } from '../../log/export.ts';
import { writeTo } from '../../log/folder.ts';
import { verifyPaths, type Result } from '../../log/verify-paths.ts';
import { loadCalendar } from '../policy/tools.ts';
import { connectFrom, connectToLog, type Context } from '../context.ts';
import { exit, UsageError } from '../exit.ts';
import { styleFor, type Style } from '../show/style.ts';
import { inert, jsonLine } from '../show/text.ts';

export type ExportOptions = { out: string; url?: string; json?: boolean };
type EvidenceOptions = { out?: string; url?: string };
export type VerifyOptions = { key: string; json?: boolean };

export async function exportCommand(options: ExportOptions, context: Context): Promise<number> {
  const { stdout, cwd } = context;
  const exported = await exportLog(connectToLog(context, options.url), resolve(cwd, options.out));
  const { origin, size, root } = exported.checkpoint;
  if (options.json) {
    stdout.write(`${jsonLine({ origin, size, root: toBase64(root), out: options.out })}\n`);
    return exit.ok;
  }
  const grown = exported.extends ? `, extending the ${exported.extends.size} kept before` : '';
  stdout.write(inert(`${size} entries of ${origin} are in ${options.out}${grown}.`).concat('\n'));
  return exit.ok;
}

export async function evidence(
  id: string,
  options: EvidenceOptions,
  context: Context,
): Promise<number> {
  const bytes = await connectFrom(context, options.url).evidence(id);
  if (options.out === undefined) context.stdout.write(bytes);
  else await writeTo(resolve(context.cwd, options.out), bytes);
  return exit.ok;
}

export async function verifyCommand(
  paths: string[],
  options: VerifyOptions,
  context: Context,
): Promise<number> {
  const vkey = await readKey(options.key, context.cwd);
  const absent = paths.filter((path) => !existsSync(resolve(context.cwd, path)));
  if (absent.length > 0) {
    throw new UsageError(`${absent.join(', ')} ${absent.length === 1 ? 'is' : 'are'} not there.`);
  }
  const results = await verifyPaths(
    paths.map((path) => resolve(context.cwd, path)),
    vkey,
    loadCalendar,
  );
  const style = styleFor(context.stdout);
  for (const [at, result] of results.entries()) {
    const named = {
      ...result,
      path: paths.find((path) => resolve(context.cwd, path) === result.path) ?? result.path,
    };
    const lines = options.json ? [jsonLine(named)] : resultLines(named, style);
    context.stdout.write(`${at > 0 && !options.json ? '\n' : ''}${lines.join('\n')}\n`);
  }
  return results.every(({ ok }) => ok) ? exit.ok : exit.error;
}

function resultLines({ path, ok, sentences }: Result, style: Style): string[] {
  const mark = ok ? style.good('✓') : style.bad('✗');
  const state = ok ? '' : `  ${style.bad('does not hold')}`;
  const lines = sentences.map((sentence) => `  ${inert(sentence)}`);
  return [`${mark} ${style.strong(inert(path))}${state}`, ...lines];
}

/** What is no public key is not repeated: it may be the private one, and this may be a job's log. */
async function readKey(keyOrFile: string, cwd: string): Promise<string> {
  const isKey = /^[^+\s]+\+[0-9a-f]{8}\+\S+$/.test(keyOrFile);
  const text = isKey ? keyOrFile : await readKeyFile(keyOrFile, cwd);
  try {
    parseVerifierKey(text);
    return text;
  } catch {
    throw new UsageError(
      text.startsWith('PRIVATE+KEY+')
        ? `${keyOrFile} holds the key that the service signs with. It belongs nowhere but there; the log is verified with the public one, log.key.pub beside it.`
        : `${isKey ? 'What --key gives' : `What ${keyOrFile} holds`} is not a public key of the form name+id+base64, so nothing was verified. Check how it was copied.`,
    );
  }
}

async function readKeyFile(path: string, cwd: string): Promise<string> {
  try {
    return (await readFile(resolve(cwd, path), 'utf8')).trim();
  } catch {
    throw new UsageError(
      `--key is neither a public key of the form name+id+base64 nor a file that can be read.`,
    );
  }
}
