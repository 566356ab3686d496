import { afterAll, describe } from 'vitest';
import { createDatabase } from '../../packages/server/test/support/engines.ts';
import { killAtEveryStep } from './every-step.ts';

describe('on PostgreSQL', () => {
  const dropped: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const drop of dropped) await drop();
  });
  killAtEveryStep(async () => {
    const { url, drop } = await createDatabase();
    dropped.push(drop);
    return url;
  });
});
