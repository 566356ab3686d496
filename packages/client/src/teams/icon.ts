import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

const white: Colour = [255, 255, 255, 255];
const nothing: Colour = [0, 0, 0, 0];
const slate: Colour = [0x1f, 0x2a, 0x37, 255];

/** 192 by 192 pixels: a white tick on the app's colour. */
export function colourIcon(): Uint8Array {
  return icon(192, slate);
}

/** 32 by 32 pixels: a white tick on nothing, as Teams wants it beside others. */
export function outlineIcon(): Uint8Array {
  return icon(32, nothing);
}

/** The tick's corners, in a square of 1 by 1. */
const tick = [
  [0.24, 0.52],
  [0.43, 0.71],
  [0.77, 0.32],
] as const;
const THICKNESS = 0.055;

function icon(size: number, ground: Colour): Uint8Array {
  const rows = Array.from({ length: size }, (_, y) => [
    // The filter of the row: none.
    0,
    ...Array.from({ length: size }, (_column, x) =>
      isInked((x + 0.5) / size, (y + 0.5) / size) ? white : ground,
    ).flat(),
  ]);
  return png(size, Uint8Array.from(rows.flat()));
}

function isInked(x: number, y: number): boolean {
  return [0, 1].some((at) => {
    const [[ax, ay] = [0, 0], [bx, by] = [0, 0]] = tick.slice(at);
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length;
    const t = Math.min(1, Math.max(0, along));
    return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)) <= THICKNESS;
  });
}

/** Portable Network Graphics (RFC 2083): 8 bits for each of red, green, blue and alpha. */
function png(size: number, scanlines: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(scanlines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
