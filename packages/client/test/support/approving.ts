import { FakeServer } from './fake-server.ts';
import { Repository } from './repository.ts';

export type Approving = {
  /** Approves whatever is asked for. */
  server: FakeServer;
  repository: Repository;
  end: () => Promise<void>;
};

/** What a run in a repository needs. */
export async function approving(): Promise<Approving> {
  const server = await FakeServer.start();
  server.onWait = () => server.decide('approved');
  const repository = new Repository();
  const end = async () => {
    await server.stop();
    repository.remove();
  };
  return { server, repository, end };
}
