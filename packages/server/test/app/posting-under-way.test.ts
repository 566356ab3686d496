import { beforeEach, describe, expect, it, vi } from 'vitest';
import { messagePosted } from '../../src/app/adopt-message.ts';
import { createPostings } from '../../src/app/postings.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import type { CardContent } from '../../src/ports/chat.ts';
import { fakeTime } from '../support/fake-time.ts';
import { aWorld, caller, deployPayments, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await aWorld();
  world.human('ADA', ['releasers']);
});

/** Slack tells of each message that it posts for us, before or after it answers the posting. */
function told(channel: string, message: string, { card, version }: CardContent): Promise<void> {
  const shows = { control: card.control, version };
  return messagePosted(world.ctx, card.id, { channel, message, shows });
}

async function cardOf(id: string) {
  return (await world.store.requests.get(id))?.cards[0];
}

describe('a message that the platform tells of while we post it', () => {
  it('is written once, by the posting', async () => {
    const tellings: Promise<void>[] = [];
    const { ...real } = world.chat;
    world.chat.post = async (channel, content) => {
      const posted = await real.post(channel, content);
      tellings.push(told(channel, posted.message, content));
      return posted;
    };
    const { id } = await submitRequest(world.ctx, caller, deployPayments);
    const change = vi.spyOn(world.store.requests, 'change');
    await world.deliverAll();
    await Promise.all(tellings);
    expect(tellings).toHaveLength(1);
    expect(change).toHaveBeenCalledTimes(1);
    expect(await cardOf(id)).toMatchObject({ message: world.chat.posts[0]?.message, drawn: 1 });
  });

  it('is adopted after a while where the posting gets no answer', async () => {
    const time = fakeTime(0);
    world.ctx.postings = createPostings(time.setTimer);
    const { ...real } = world.chat;
    let telling: Promise<void> | undefined;
    const answered = Promise.withResolvers<void>();
    world.chat.post = async (channel, content) => {
      const posted = await real.post(channel, content);
      telling = told(channel, posted.message, content);
      await answered.promise;
      return posted;
    };
    const { id } = await submitRequest(world.ctx, caller, deployPayments);
    const delivered = world.deliverAll();
    await vi.waitFor(() => expect(time.next()).not.toBeNull());
    expect(await cardOf(id)).toMatchObject({ message: null });
    await time.pass(400, async () => undefined);
    await telling;
    expect(await cardOf(id)).toMatchObject({ message: world.chat.posts[0]?.message, drawn: 1 });
    answered.resolve();
    await delivered;
    expect(world.chat.posts).toHaveLength(1);
    expect(world.chat.superseded).toEqual([]);
  });
});
