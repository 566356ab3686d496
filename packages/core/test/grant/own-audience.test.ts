import { expect, it } from 'vitest';
import { isOwnAudience } from '../../src/grant/own-audience.ts';

const own = ['https://approve.example.com', 'countersign'];

it.each([
  'https://approve.example.com',
  'https://approve.example.com/',
  'https://APPROVE.example.com',
  'HTTPS://approve.example.com',
  'http://approve.example.com',
  'https://approve.example.com:443',
  'http://approve.example.com:80/',
  'https://approve.example.com.',
  'https://approve.example.com/v1/requests',
  'https://approve.example.com//v1',
  'https://somebody@approve.example.com',
  'https://approve.example.com?a=1',
  'https://approve.example.com#a',
  'https://approve%2Eexample.com',
  'Countersign',
])('is this service itself, in another spelling: %s', (audience) => {
  expect(isOwnAudience(audience, own)).toBe(true);
});

it.each([
  'https://approve.example.com:8443',
  'https://approve.example.com.evil.example',
  'https://approve.example.co',
  'https://deploy.example.com',
  'countersigned',
  'urn:approve',
])('is somebody else: %s', (audience) => {
  expect(isOwnAudience(audience, own)).toBe(false);
});

it('below a path of ours, and nowhere beside it', () => {
  const api = ['https://example.com/countersign/'];
  expect(isOwnAudience('https://example.com/countersign/v1', api)).toBe(true);
  expect(isOwnAudience('https://example.com/x/../countersign', api)).toBe(true);
  expect(isOwnAudience('https://example.com/countersigned', api)).toBe(false);
  expect(isOwnAudience('https://example.com', api)).toBe(false);
});
