import type { FastifyPluginAsync } from 'fastify';
import type { Metrics } from '../metrics.ts';

export type Check = () => Promise<{ ok: true } | { ok: false; reason: string }>;

/** `/healthz`: the process answers. `/readyz`: everything it needs answers, too. `/metrics`: Prometheus. */
export function operationsRoutes(deps: {
  checks: { [name: string]: Check };
  metrics: Metrics;
}): FastifyPluginAsync {
  return async (app) => {
    app.get('/healthz', async () => ({ status: 'ok' }));

    app.get('/readyz', async (_, reply) => {
      const names = Object.keys(deps.checks);
      const results = await Promise.all(names.map((name) => settle(deps.checks[name])));
      const checks = Object.fromEntries(names.map((name, at) => [name, results[at] ?? 'ok']));
      const ready = results.every((reason) => reason === 'ok');
      reply.code(ready ? 200 : 503);
      return { status: ready ? 'ready' : 'not ready', checks };
    });

    app.get('/metrics', async (_, reply) => {
      const { contentType, text } = await deps.metrics.read();
      reply.type(contentType);
      return text;
    });
  };
}

async function settle(check: Check | undefined): Promise<string> {
  try {
    const result = await check?.();
    return result && !result.ok ? result.reason : 'ok';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
