import { expect, it } from 'vitest';
import { listDeadDeliveries } from '../../src/app/dead-deliveries.ts';
import { withSubmission } from '../../src/app/load-view.ts';
import { createLogger } from '../../src/logger.ts';
import { aScene, relayOf, type Scene } from './scene.ts';

const ways: [string, (scene: Scene) => void][] = [
  ['takes it', () => undefined],
  ['refuses it', (scene) => fail(scene, { kind: 'http', status: 403 })],
  ['fails', (scene) => fail(scene, { kind: 'http', status: 500 })],
  ['breaks off', (scene) => fail(scene, { kind: 'lost' })],
  ['is no longer there', (scene) => void Promise.all([scene.slack.close(), scene.teams.close()])],
];

function fail({ slack, teams }: Scene, how: { kind: 'http'; status: number } | { kind: 'lost' }) {
  slack.fail({ method: 'incoming_webhook', times: 99, with: how });
  teams.fail({ operation: 'workflow', times: 99, with: how });
}

it.each(ways)('where the webhook %s, its address is nowhere', async (_, happens) => {
  const lines: string[] = [];
  const scene = await aScene();
  scene.ctx.report = createLogger('debug', { write: (line) => void lines.push(line) });
  happens(scene);
  scene.noPosting();
  const id = await scene.submit();
  const relay = relayOf(scene);
  await relay.runDue();
  await relay.pass(1_800_000);
  const request = await scene.store.requests.get(id);
  if (!request) throw new Error('There is no request.');
  const kept = [
    lines.join('\n'),
    JSON.stringify(await withSubmission(scene.ctx, request)),
    JSON.stringify(await listDeadDeliveries(scene.ctx, { limit: 99 })),
    JSON.stringify(await scene.store.deliveries.dead({ limit: 99 })),
    JSON.stringify(await scene.entries(id)),
    JSON.stringify(request),
  ];
  expect(lines.join()).toContain('told one way');
  for (const { url } of scene.configured) {
    const { pathname, search, port } = new URL(url);
    for (const text of kept) {
      expect(text).not.toContain(pathname);
      expect(text).not.toContain(search.slice(-20) || pathname);
      expect(text).not.toContain(`:${port}`);
    }
  }
});

it.each([
  'https://hooks.slack.com/services/T0/B0/s3cret',
  'https://hooks.slack-gov.com/services/T0/B0/s3cret',
  'https://prod-1.westeurope.logic.azure.com:443/workflows/s3cret/triggers/manual/paths/invoke',
  'https://default1.e2.environment.api.powerplatform.com/powerautomate/s3cret?sig=s3cret',
  'http://127.0.0.1:1/workflows/1?api-version=1&sig=s3cret&x=1',
])('an address that gets into a line of the log after all is censored: %s', (url) => {
  const lines: string[] = [];
  const log = createLogger('info', { write: (line) => void lines.push(line) });
  log.error({ err: new Error(`connect ${url} failed`), url, deep: { text: url } }, `No ${url}.`);
  expect(lines.join()).toContain('[secret]');
  expect(lines.join()).not.toContain('s3cret');
});
