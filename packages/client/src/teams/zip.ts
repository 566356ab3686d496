import { crc32 } from 'node:zlib';

export type ZipEntry = { name: string; data: Uint8Array };

/** 1980-01-01, the first day that the format knows: the same files make the same archive. */
const DAY = 0x21;
const VERSION = 20;

/** An archive of a few small files, stored as they are (PKWARE APPNOTE 6.3, 4.3). */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data } of entries) {
    const path = Buffer.from(name, 'utf8');
    const facts = factsOf(path, data);
    const local = Buffer.concat([uint32(0x04034b50), uint16(VERSION), facts, path, data]);
    const central = [uint32(0x02014b50), uint16(VERSION), uint16(VERSION), facts];
    directory.push(Buffer.concat([...central, Buffer.alloc(10), uint32(offset), path]));
    files.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const count = uint16(entries.length);
  const end = [
    uint32(0x06054b50),
    Buffer.alloc(4),
    count,
    count,
    uint32(size),
    uint32(offset),
    uint16(0),
  ];
  return Buffer.concat([...files, ...directory, ...end]);
}

/** What both headers of a file say: flags (UTF-8 names), method, time, day, sum, sizes, lengths. */
function factsOf(path: Buffer, data: Uint8Array): Buffer {
  const { length } = data;
  return Buffer.concat([
    ...[0x0800, 0, 0, DAY].map(uint16),
    ...[crc32(data), length, length].map(uint32),
    ...[path.length, 0].map(uint16),
  ]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
