import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { RequestView } from '@countersign/core/wire/types';
import type { Countersign } from '../../sdk/countersign.ts';
import { readView } from '../../sdk/view.ts';
import { UsageError } from '../exit.ts';

/** Requests to be gone through once, and what is known of them then. */
export type PastRequests = { views: AsyncGenerator<RequestView>; extent: () => Extent };

/**
 * Whether some are missing. `all`: none since then (epoch ms), or of all that ever were (null).
 * `unsaid`: nobody says so; of those that people were asked about, all have this one `status`.
 */
export type Extent = { kind: 'all'; since: number | null } | { kind: 'unsaid'; status?: string };

/** Requests of all identities, newest first, down to those made before `since` (epoch ms). */
export function fetched(client: Countersign, since: number): PastRequests {
  let isAll = false;
  async function* views() {
    let after: string | undefined;
    do {
      const page = await client.listAll({ limit: 100, after });
      for (const view of page.items) {
        if (Date.parse(view.createdAt) < since) return;
        yield view;
      }
      after = page.next;
    } while (after !== undefined);
    isAll = true;
  }
  return { views: views(), extent: () => ({ kind: 'all', since: isAll ? null : since }) };
}

/**
 * Requests of a file with one in JSON on each line, as `list --json` prints them. Where the last
 * line tells that they are all of a time, as `--save` writes it, none may be missing.
 */
export function kept(path: string, cwd: string): PastRequests {
  let end: End | undefined;
  const statuses: string[] = [];
  async function* views() {
    const ids = new Set<string>();
    for await (const { text, place } of linesOf(path, cwd)) {
      if (end)
        throw new UsageError(`${place} stands behind the end of the requests that were saved.`);
      end = endIn(text);
      if (end) continue;
      const view = requestOf(text, place);
      // It would count twice for limits and history, and hide that another one is missing.
      if (ids.has(view.id)) {
        throw new UsageError(`${place} has a request that stands above already: ${view.id}.`);
      }
      ids.add(view.id);
      if (view.stages.length > 0) statuses.push(view.status);
      yield view;
    }
    if (end && end.requests !== ids.size) {
      throw new UsageError(
        `${path} has ${ids.size} requests, and ${end.requests} were saved: a replay counts from all of them. Save it again.`,
      );
    }
  }
  return {
    views: views(),
    extent() {
      if (end) {
        const { allSince } = end;
        return { kind: 'all', since: allSince === null ? null : Date.parse(allSince) };
      }
      const [status, ...others] = new Set(statuses);
      const isOne = statuses.length > 1 && others.length === 0;
      return { kind: 'unsaid', ...(isOne && { status }) };
    },
  };
}

/** The last line of a saved file: how many requests, and since when none is missing; null for ever. */
type End = { requests: number; allSince: string | null };

export function endOf(requests: number, extent: Extent): End | undefined {
  if (extent.kind !== 'all') return undefined;
  const { since } = extent;
  return { requests, allSince: since === null ? null : new Date(since).toISOString() };
}

function endIn(line: string): End | undefined {
  if (!line.startsWith('{"requests":')) return undefined;
  try {
    const { requests, allSince } = JSON.parse(line) as { [name: string]: unknown };
    const isSince = allSince === null || typeof allSince === 'string';
    return typeof requests === 'number' && isSince ? { requests, allSince } : undefined;
  } catch {
    return undefined;
  }
}

async function* linesOf(path: string, cwd: string) {
  const file = resolve(cwd, path);
  await access(file).catch((cause: unknown) => {
    throw new UsageError(`There is no file ${path}.`, { cause });
  });
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    number += 1;
    const text = line.trim();
    if (text !== '') yield { text, place: `${path}:${number}` };
  }
}

function requestOf(line: string, place: string): RequestView {
  try {
    return readView(JSON.parse(line));
  } catch (cause) {
    throw new UsageError(
      `${place} is not a request as "countersign list --json" prints it, one on a line.`,
      { cause },
    );
  }
}
