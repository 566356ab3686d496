import { expect, it } from 'vitest';
import { isPublicAddress } from '../../src/outbound/address.ts';
import { guardedFetch } from './server.ts';

const reserved = `
  0.0.0.1 10.0.0.1 100.64.0.1 127.0.0.1 169.254.169.254 172.16.0.1 192.0.0.8 192.0.2.1 192.88.99.1
  192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255 168.63.129.16
  :: ::1 ::7f00:1 ::a00:1 ::ffff:10.0.0.1 ::ffff:0:a00:1 64:ff9b::a00:1 64:ff9b:1::1 100::1 2001::1
  2001:db8::1 2002:a00:1:: 3fff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1
  ::ffff:168.63.129.16
`;

it.each(reserved.trim().split(/\s+/u))('%s is not public', async (address) => {
  expect(isPublicAddress(address)).toBe(false);
  const host = address.includes(':') ? `[${address}]` : address;
  await expect(guardedFetch()(`https://${host}/`)).rejects.toMatchObject({
    name: 'OutboundRefused',
  });
});

it.each(['1.1.1.1', '8.8.8.8', '140.82.112.3', '2606:4700:4700::1111', '::ffff:1.1.1.1'])(
  '%s is public',
  (address) => expect(isPublicAddress(address)).toBe(true),
);

it.each(['', 'example.com', '1.1.1', '1.1.1.1/8', '0x1.1.1.1'])('%j is no address', (text) => {
  expect(isPublicAddress(text)).toBe(false);
});
