import { describe } from 'vitest';
import { killAtEveryStep } from './every-step.ts';

describe('on SQLite', () => {
  killAtEveryStep(async () => undefined);
});
