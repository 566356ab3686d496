import type { Account } from '@countersign/core/people';
import type { ChannelFact } from '@countersign/core/request/command';
import type { RequestState } from '@countersign/core/request/state';
import type { Context } from './context.ts';

/** Whether a request may be shown and decided in a channel, asked anew at each posting and click. */
export async function channelFact(
  ctx: Context,
  platform: Account['platform'],
  channel: string,
  { plan: { showing } }: Pick<RequestState, 'plan'>,
): Promise<ChannelFact> {
  if (!ctx.mayUse(channel)) return 'not_allowed';
  return ctx.people.channel(platform, channel, { inPrivate: showing?.inPrivate ?? false });
}
