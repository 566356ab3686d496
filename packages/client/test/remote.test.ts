import { describe, expect, it } from 'vitest';
import { publicRemote } from '../src/git/remote.ts';
import { Repository } from './support/repository.ts';
import { readCheckout } from '../src/git/checkout.ts';

const remotes = [
  ['https://github.com/acme/payments.git', 'https://github.com/acme/payments.git'],
  ['https://x-access-token:SECRET@github.com/acme/payments', 'https://github.com/acme/payments'],
  ['https://SECRET@dev.azure.com/acme/_git/payments', 'https://dev.azure.com/acme/_git/payments'],
  ['https://gitlab-ci-token:SECRET@gitlab.com:8443/a/b.git', 'https://gitlab.com:8443/a/b.git'],
  ['https://git.example.com/a.git?private_token=SECRET#SECRET', 'https://git.example.com/a.git'],
  ['ssh://git:SECRET@github.com:22/acme/payments.git', 'ssh://github.com:22/acme/payments.git'],
  ['git@github.com:acme/payments.git', 'github.com:acme/payments.git'],
  ['user:SECRET@host:acme/payments.git', 'host:acme/payments.git'],
  ['https://user:SECRET@SECRET@bad host/x', 'bad host/x'],
  ['/srv/git/payments.git', '/srv/git/payments.git'],
];

describe('a remote address, as people see it', () => {
  it.each(remotes)('%s', (address, shown) => {
    expect(publicRemote(address ?? '')).toBe(shown);
    expect(publicRemote(address ?? '')).not.toContain('SECRET');
  });

  it('has no token that git config rewrites into it', async () => {
    const repository = new Repository();
    repository.git('remote', 'add', 'origin', 'https://github.com/acme/payments.git');
    repository.git('config', 'url.https://bot:SECRET@github.com/.insteadOf', 'https://github.com/');
    const checkout = await readCheckout(repository.path);
    repository.remove();
    expect(checkout?.repository).toBe('https://github.com/acme/payments.git');
  });
});
