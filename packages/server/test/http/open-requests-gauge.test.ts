import { expect, it, onTestFinished } from 'vitest';
import { anApi } from '../support/api.ts';
import { deployPayments } from '../support/world.ts';

it('/metrics counts a request under one status, also when it was the last one of another', async () => {
  const api = await anApi();
  onTestFinished(() => api.close());
  const counted = async () => {
    const { body } = await api.call('GET', '/metrics', { key: null });
    return Object.fromEntries(
      [...String(body).matchAll(/^countersign_requests\{status="(\w+)"\} (\d+)$/gmu)].map(
        ([, status, count]) => [status, Number(count)],
      ),
    );
  };
  const none = { pending: 0, approved: 0, rejected: 0, expired: 0, withdrawn: 0 };
  expect(await counted()).toEqual(none);
  const { body } = await api.call('POST', '/v1/requests', { body: deployPayments });
  expect(await counted()).toEqual({ ...none, pending: 1 });
  await api.call('POST', `/v1/requests/${(body as { id: string }).id}/withdraw`);
  expect(await counted()).toEqual({ ...none, withdrawn: 1 });
});
