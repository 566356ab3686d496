import { expect, it } from 'vitest';
import { ChatFailure } from '../../src/ports/chat.ts';
import { secretive, WORD } from '../platforms/restricted.ts';
import { aScene } from './scene.ts';

it('of a restricted request no more is told one way than its card says', async () => {
  const scene = await aScene();
  scene.chat.fail('post', new ChatFailure('unavailable', 'Nobody is there.'));
  await scene.submit({ ...secretive, action: 'hush' });
  await scene.deliverAll();
  const told = [...scene.posted.slack(), ...scene.posted.teams()];
  expect(told).toHaveLength(2);
  for (const message of told) {
    expect(message).toContain('payments-api');
    expect(message).not.toContain(WORD);
  }
});
