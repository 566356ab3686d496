import { describe, expect, it } from 'vitest';
import { returnAddress } from '../../src/http/session/return-to.ts';
import { array, assert, constantFrom, property } from 'fast-check';
import { ada, aDesk } from './desk.ts';
import { aForger } from './forger.ts';
import { PUBLIC_URL } from './provider.ts';

describe('after signing in a browser goes to a path of this service', () => {
  it.each([
    'https://evil.example.com',
    '//evil.example.com',
    '///evil.example.com',
    '/\\evil.example.com',
    '\\\\evil.example.com',
    '/.//evil.example.com',
    '/x/..//evil.example.com',
    '/%2e//evil.example.com/..//evil.example.com',
    '/\t/evil.example.com',
    '/\n/evil.example.com',
    ' //evil.example.com',
    'javascript:alert(1)',
    'evil',
    '',
    '/é',
    '/auth/login?return_to=/',
    '/x/../auth/logout',
    `/${'x'.repeat(1_001)}`,
    'https://countersign.example.com.evil.example.com/',
    'https://countersign.example.com@evil.example.com/',
  ])('and not to %j', (path) => {
    expect(() => returnAddress(path, PUBLIC_URL)).toThrow('must be a path of this service');
  });

  it.each([['/'], ['/requests/req_1?tab=diff#top'], ['/?next=//evil.example.com']])(
    '%s',
    (path) => {
      expect(returnAddress(path, PUBLIC_URL)).toBe(PUBLIC_URL + path);
    },
  );

  it('whatever is asked for', () => {
    const part = constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2f',
      '@',
      ':',
      '?',
      '#',
      'e.com',
      '\t',
      'https:',
    );
    assert(
      property(array(part), (parts) => {
        const to = address(`/${parts.join('')}`);
        return new URL(to).origin === PUBLIC_URL && to.startsWith(`${PUBLIC_URL}/`);
      }),
    );
  });

  it('so that nobody is sent anywhere with a forged one', async () => {
    const provider = await aForger();
    const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
    const path = `/auth/login?return_to=${encodeURIComponent('//evil.example.com')}`;
    const { status, headers, body } = await desk.browser().get(path);
    expect([status, body.code, headers.location]).toEqual([422, 'invalid', undefined]);
  });
});

function address(asked: string): string {
  try {
    return returnAddress(asked, PUBLIC_URL);
  } catch {
    return `${PUBLIC_URL}/`;
  }
}
