import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { RequestView } from '@countersign/core/wire/types';
import type { Countersign } from '../../sdk/countersign.ts';
import { readView } from '../../sdk/view.ts';
import { UsageError } from '../exit.ts';

/** Requests, newest first, to be gone through once. */
export type PastRequests = {
  views: AsyncGenerator<RequestView>;
  /** Once gone through: whether they are all that there ever were. */
  isAll: () => boolean;
};

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
  return { views: views(), isAll: () => isAll };
}

/** Requests of a file with one in JSON on each line, as `list --json` prints them. */
export async function* kept(path: string, cwd: string): AsyncGenerator<RequestView> {
  const file = resolve(cwd, path);
  await access(file).catch((cause: unknown) => {
    throw new UsageError(`There is no file ${path}.`, { cause });
  });
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    number += 1;
    if (line.trim() !== '') yield requestOf(line, `${path}:${number}`);
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
