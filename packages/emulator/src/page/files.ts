import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

/** By path: a file and its type. No build: each is served as it is. */
export type Files = Readonly<Record<string, readonly [URL, string]>>;

export function serveFiles(scope: FastifyInstance, files: Files): void {
  for (const [path, [file, type]] of Object.entries(files)) {
    scope.get(path, async (_request, reply) =>
      reply.type(`${type}; charset=utf-8`).send(await readFile(file)),
    );
  }
}
