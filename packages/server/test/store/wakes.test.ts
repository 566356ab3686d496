import { describe, expect, it } from 'vitest';
import type { Wake } from '../../src/ports/store.ts';
import { engines, freshStores } from '../support/engines.ts';
import { anEntry } from './fixtures.ts';

describe.each(engines)('a listener that throws, on %s', (engine) => {
  const { fresh } = freshStores(engine);

  it('is reported, and keeps neither the commit nor the other listeners from going on', async () => {
    const faults: unknown[] = [];
    const store = await fresh({ onFault: (error) => void faults.push(error) });
    const fault = new Error('A listener has a bug.');
    const heard: Wake[] = [];
    store.onWake(() => {
      throw fault;
    });
    store.onWake((wake) => void heard.push(wake));
    await store.commit({ entries: [anEntry('e1')] });
    expect(heard).toEqual([{ type: 'log' }]);
    expect(faults).toEqual([fault]);
    expect(await store.log.unsealed(9)).toHaveLength(1);
  });
});
