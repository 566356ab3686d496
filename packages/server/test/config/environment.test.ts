import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { faultsOf, folder, load, policy } from './files.ts';

const plain = 'policy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\n';
const withSlack = `${plain}slack: { botToken: '\${BOT}', signingSecret: '\${SIGNING}' }\n`;

describe('the environment', async () => {
  it('fills in what the file names', async () => {
    const config = await load(withSlack, { BOT: 'xoxb-1', SIGNING: '0123456789abcdef' });
    expect(config.slack).toMatchObject({ botToken: 'xoxb-1', signingSecret: '0123456789abcdef' });
  });

  it('is told what it lacks, each variable once', async () => {
    const faults = await faultsOf(withSlack, { SIGNING: '' });
    expect(faults).toEqual([
      'countersign.yaml:3:20 slack.botToken: The environment has no BOT, which this value wants. Set BOT, or write the value here.',
      'countersign.yaml:3:45 slack.signingSecret: The environment has no SIGNING, which this value wants. Set SIGNING, or write the value here.',
    ]);
  });

  it('is text and nothing else: what stands in a variable is not read as YAML or as a name', async () => {
    const config = await load(`${plain}log: { name: '\${NAME}' }\n`, { NAME: '${HOME}:[x]' });
    expect(config.log.name).toBe('${HOME}:[x]');
  });

  it('wins over the file with HOST, PORT, COUNTERSIGN_DATA and DATABASE_URL', async () => {
    const file = `${plain}listen: { host: 10.0.0.1, port: 1 }\ndata: ./here\nstore: sqlite:x.db\n`;
    const env = {
      HOST: '0.0.0.0',
      PORT: '8080',
      COUNTERSIGN_DATA: '/var/lib/countersign',
      DATABASE_URL: 'postgres://db.example.com/countersign',
    };
    expect(await load(file, env)).toMatchObject({
      listen: { host: '0.0.0.0', port: 8080 },
      data: '/var/lib/countersign',
      store: 'postgres://db.example.com/countersign',
    });
    expect((await load(file, { DATABASE_URL: 'sqlite:y.db' })).store).toBe(
      `sqlite:${resolve('y.db')}`,
    );
    expect((await load(file, { PORT: '8080' })).listen).toEqual({ host: '10.0.0.1', port: 8080 });
  });

  it.each([
    [{ PORT: 'http' }, 'PORT in the environment'],
    [{ PORT: '70000' }, 'PORT in the environment'],
    [{ DATABASE_URL: 'mysql://db' }, 'DATABASE_URL in the environment must begin with'],
    [{ DATABASE_URL: 'postgres://u:a/b@db/x' }, 'DATABASE_URL in the environment can not be read'],
  ])('is refused where it does not fit: %j', async (env, told) => {
    expect((await faultsOf(plain, env)).join('\n')).toContain(told);
  });

  it('leaves the rest to be found next to the file', async () => {
    const path = folder({ 'countersign.yaml': plain, 'policy.yaml': policy });
    const config = await loadConfig(join(path, 'countersign.yaml'), {});
    expect(config.data).toBe(join(path, '.countersign'));
    expect(config.store).toBe(`sqlite:${join(path, '.countersign/countersign.db')}`);
    expect(config.listen).toEqual({ host: '127.0.0.1', port: 4774 });
  });

  it('is no more than where the service happens to be started: a store beside the file stays there', async () => {
    const path = folder({
      'countersign.yaml': `${plain}store: sqlite:./x.db\n`,
      'policy.yaml': policy,
    });
    const config = await loadConfig(join(path, 'countersign.yaml'), {});
    expect(config.store).toBe(`sqlite:${join(path, 'x.db')}`);
  });
});
