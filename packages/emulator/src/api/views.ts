import { readView } from '../content.ts';
import { knownUser } from '../reach.ts';
import { requiredArg, stringArg } from './args.ts';
import { tier4 } from '../pace.ts';
import { method, type Methods } from './method.ts';

export const views: Methods = {
  'views.open': method(tier4, [], (slack, { args }) => {
    const view = readView(args, 'modal');
    const user = slack.triggers.exchange(triggerOf(args));
    return { view: slack.views.open(user, view) };
  }),
  'views.push': method(tier4, [], (slack, { args }) => {
    const view = readView(args, 'modal');
    const user = slack.triggers.exchange(triggerOf(args));
    return { view: slack.views.push(user, view) };
  }),
  'views.update': method(tier4, [], (slack, { args }) => {
    const view = readView(args, 'modal');
    const id = stringArg(args, 'view_id') ?? requiredArg(args, 'external_id');
    return { view: slack.views.update(id, view, stringArg(args, 'hash')) };
  }),
  'views.publish': method(tier4, [], (slack, { args }) => {
    const user = knownUser(slack, requiredArg(args, 'user_id'));
    const view = readView(args, 'home');
    return { view: slack.views.publish(user.id, view, stringArg(args, 'hash')) };
  }),
};

function triggerOf(args: Record<string, unknown>): string {
  return stringArg(args, 'trigger_id') ?? requiredArg(args, 'interactivity_pointer');
}
