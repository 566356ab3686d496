import { describe, expect, it } from 'vitest';
import { faultsOf, load } from './files.ts';

const plain = 'policy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\n';
const env = { ADMIN: 'postgres://admin:s3cret@db.example.com:5432/orders' };
const sealed = 'eyJh.eyJh.eyJh.eyJh.eyJh';
const one = (target: object) => `${plain}targets: [${JSON.stringify(target)}]\n`;
const postgres = {
  name: 'orders-db',
  kind: 'postgres',
  resources: ['db/*'],
  admin: '${ADMIN}',
  roles: ['app'],
};
const ssh = {
  name: 'web',
  kind: 'ssh',
  resources: ['web/**'],
  caFile: 'ca',
  principals: ['deploy'],
};
const secret = { name: 'npm', kind: 'secret', resources: ['npm'], sealed, env: 'NPM_TOKEN' };

describe('a target', () => {
  it.each([postgres, ssh, secret])('of the kind $kind is read', async (target) => {
    expect((await load(one(target), env)).targets).toMatchObject([{ name: target.name }]);
  });

  it('has the key of its CA beside the configuration', async () => {
    const [target] = (await load(one(ssh))).targets;
    expect(target).toMatchObject({ caFile: expect.stringMatching(/^\/.*\/ca$/u) });
  });

  it.each([
    ['no resources', { ...postgres, resources: [] }, 'resources: '],
    ['a bad glob', { ...postgres, resources: ['db/a**'] }, '"**" stands alone'],
    ['no roles', { ...postgres, roles: [] }, 'roles: '],
    ['no principals, which would be all', { ...ssh, principals: [] }, 'principals: '],
    ['a principal of two', { ...ssh, principals: ['a,b'] }, 'must be a name of a principal'],
    ['a network that is none', { ...ssh, sourceAddress: ['10.0.0.0/33'] }, 'must be an address'],
    ['a command of two lines', { ...ssh, forceCommand: 'a\nb' }, 'must be one line'],
    ['an unknown extension', { ...ssh, extensions: ['permit-all'] }, 'extensions[0]: '],
    ['a secret in the clear', { ...secret, sealed: 'hunter2' }, 'countersign-server seal'],
    ['a variable that steers programs', { ...secret, env: 'LD_PRELOAD' }, 'the command alone'],
    ['another kind', { ...secret, kind: 'ftp' }, 'kind: '],
    ['a key that nobody knows', { ...secret, more: 1 }, 'There is no key "more" here'],
  ])('with %s is a fault', async (_, target, fault) => {
    expect((await faultsOf(one(target), env)).join('\n')).toContain(fault);
  });

  it('has its admin from the environment alone, and no fault repeats it', async () => {
    const written = await faultsOf(one({ ...postgres, admin: env.ADMIN }));
    expect(written.join()).toContain('must come from the environment');
    const wrong = await faultsOf(one(postgres), { ADMIN: 'mysql://s3cret@db' });
    expect(wrong.join()).toContain('must be postgres://');
    expect([...written, ...wrong].join()).not.toContain('s3cret');
  });

  it('is listed once', async () => {
    const twice = `${plain}targets: [${JSON.stringify(secret)}, ${JSON.stringify(secret)}]\n`;
    expect((await faultsOf(twice)).join()).toContain('This target is listed twice.');
  });
});
