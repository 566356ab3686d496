import type { Submission } from '@countersign/core/wire/submission';
import { approves, rejects } from './people.ts';
import type { Scene } from './scene.ts';

/** One request from its submission to its end, as all who took part will remember it. */
export type Flow = { resource: string; id: string; told: string; votes: number };

export type Kind = keyof typeof flows;

const RELEASES = 'C0RELEASES';
const SECURITY = 'C0SECURITY';

export const flows = {
  'one approval': async (scene: Scene, resource: string): Promise<Flow> => {
    const asked = ask(scene, deploy(resource));
    await approves(scene, { user: 'U0ADA', name: 'Ada', channel: RELEASES, resource });
    return { ...(await asked), votes: 1 };
  },

  'two stages in two channels': async (scene: Scene, resource: string): Promise<Flow> => {
    const asked = ask(scene, { ...deploy(resource), action: 'rotate-key' });
    await approves(scene, { user: 'U0ADA', name: 'Ada', channel: RELEASES, resource });
    await Promise.all([
      approves(scene, { user: 'U0GRACE', name: 'Grace', channel: SECURITY, resource }),
      approves(scene, { user: 'U0MAX', name: 'Max', channel: SECURITY, resource }),
    ]);
    return { ...(await asked), votes: 3 };
  },

  'a rejection by form': async (scene: Scene, resource: string): Promise<Flow> => {
    const asked = ask(scene, deploy(resource));
    await rejects(scene, { user: 'U0GRACE', name: 'Grace', channel: RELEASES, resource });
    return { ...(await asked), votes: 1 };
  },

  'an expiry': async (scene: Scene, resource: string): Promise<Flow> => {
    const asked = ask(scene, { ...deploy(resource), expiresIn: 60 });
    await scene.quiet();
    await scene.service.pass(61_000);
    // The clock jumped without the server's timers; it looks again when it is asked something.
    await withdrawn(scene, `${resource}-later`);
    return { ...(await asked), votes: 0 };
  },
};

async function withdrawn(scene: Scene, resource: string): Promise<void> {
  const { id } = await scene.bot.request(deploy(resource), { idempotencyKey: resource });
  await scene.bot.withdraw(id);
}

/** What a bot does: asks, waits, acts, and says how it went. */
async function ask({ bot }: Scene, submission: Submission) {
  const { resource } = submission;
  const { id } = await bot.request(submission, { idempotencyKey: resource });
  const { status } = await bot.wait(id);
  if (status === 'approved') await bot.outcome(id, { status: 'succeeded', exitCode: 0 });
  // Answered only once every entry has its place in the tree.
  await bot.evidence(id);
  return { resource, id, told: status };
}

function deploy(resource: string): Submission {
  return { action: 'deploy', resource, environment: 'production', parameters: { replicas: 4 } };
}
