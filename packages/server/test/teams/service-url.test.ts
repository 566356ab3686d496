import { expect, it } from 'vitest';
import { clouds, isServiceOf } from '../../src/chat/teams/clouds.ts';
import { aGuardedDesk } from './guarded.ts';

it.each([
  'https://evil.example/amer/',
  'http://169.254.169.254/',
  'http://127.0.0.1:9/',
  'file:///etc/passwd',
])('a token for %s gets no answer from us, and no token of ours', async (serviceUrl) => {
  const desk = await aGuardedDesk();
  const forged = { claims: { serviceurl: serviceUrl }, activity: { serviceUrl } };
  expect(await desk.forge(forged)).toMatchObject({ status: 401 });
  expect(desk.reached).not.toHaveBeenCalled();
  expect(desk.asked()).not.toContain('token');
});

it.each([
  ['https://smba.trafficmanager.net/amer/', true],
  ['https://smba.trafficmanager.net/emea/0b7f3266-7e06-4dd9-b25d-7969801541f4/', true],
  ['http://smba.trafficmanager.net/amer/', false],
  ['https://smba.trafficmanager.net.evil.example/amer/', false],
  ['https://smba.trafficmanager.net@evil.example/', false],
  ['https://user:pass@smba.trafficmanager.net/', false],
  ['https://smba.trafficmanager.net:8443/', false],
  ['https://SMBA.trafficmanager.net/amer/', true],
  ['https://smba.infra.gov.teams.microsoft.us/gcch', false],
  ['not a url', false],
])('in the public cloud %s: %s', (url, isService) => {
  expect(isServiceOf(clouds.public, url)).toBe(isService);
});

it.each(Object.entries(clouds))('in %s the common service is one of the cloud', (_, cloud) => {
  expect(isServiceOf(cloud, cloud.service)).toBe(true);
});
