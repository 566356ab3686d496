import { expect, it } from 'vitest';
import { anApi } from '../support/api.ts';

/** A minute is Node's to keep; here it is only that there is an end, which the framework takes away. */
it('gives a request a minute to arrive, whoever sends it', async () => {
  const api = await anApi();
  try {
    expect(api.http.server.requestTimeout).toBe(60_000);
  } finally {
    await api.close();
  }
});
