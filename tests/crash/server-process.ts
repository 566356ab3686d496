import { flushCompileCache } from 'node:module';
import { resolve } from 'node:path';
import { loadConfig } from '@countersign/server/config/load';
import { startServer } from '@countersign/server/main';
import { watchBoundaries } from './boundaries.ts';

/** The real server in a process that dies where it is told to. */

/** The nth time that a step of this name is reached. */
export type Boundary = { name: string; nth: number };

export type ToServer =
  | { type: 'start' }
  | { type: 'clock'; aheadMs: number }
  | { type: 'arm'; at: Boundary | null }
  | { type: 'journal' };

export type FromServer =
  | { type: 'loaded' }
  | { type: 'start'; url: string; vkey: string }
  | { type: 'clock' }
  | { type: 'arm' }
  | { type: 'journal'; steps: string[] };

let aheadMs = 0;
let deadly: Boundary | null = null;
let steps: string[] = [];

const realNow = Date.now;
Date.now = () => realNow() + aheadMs;

watchBoundaries((name) => {
  steps.push(name);
  if (deadly?.name !== name) return;
  if (steps.filter((step) => step === name).length === deadly.nth) {
    process.kill(process.pid, 'SIGKILL');
  }
});

process.on('message', (message: ToServer) => void hear(message));
process.on('disconnect', () => process.exit(1));
// It is not going to end in a way that would keep what was compiled.
flushCompileCache();
tell({ type: 'loaded' });

async function hear(message: ToServer): Promise<void> {
  switch (message.type) {
    case 'start': {
      const file = resolve(import.meta.dirname, 'countersign.yaml');
      const config = await loadConfig(file, { ...process.env, PORT: '0' });
      const { url, vkey } = await startServer({
        ...config,
        logLevel: 'error',
        pace: { postMs: 0 },
      });
      return tell({ type: 'start', url, vkey });
    }
    case 'clock':
      aheadMs = message.aheadMs;
      return tell({ type: message.type });
    case 'arm':
      deadly = message.at;
      steps = [];
      return tell({ type: message.type });
    case 'journal':
      return tell({ type: 'journal', steps });
  }
}

function tell(message: FromServer): void {
  // Nobody hears it where the test is over.
  process.send?.(message, () => undefined);
}
