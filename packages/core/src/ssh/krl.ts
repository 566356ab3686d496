import { utf8 } from '../log/bytes.ts';
import { concat, string, uint32, uint64 } from './wire.ts';

const CERTIFICATES = 1;
const SERIAL_LIST = 0x20;

/**
 * A list of revoked certificates of one CA by their serials (OpenSSH, PROTOCOL.krl). `version`
 * rises with each list; `at` is in seconds since the epoch.
 */
export function revocationList(list: {
  version: bigint;
  at: number;
  comment: string;
  ca: Uint8Array;
  serials: readonly bigint[];
}): Uint8Array {
  const { version, at, comment, ca, serials } = list;
  const header = concat(
    utf8('SSHKRL\n\0'),
    uint32(1),
    uint64(version),
    uint64(BigInt(at)),
    uint64(0n),
    string(''),
    string(comment),
  );
  if (serials.length === 0) return header;
  const listed = [...new Set(serials)].toSorted((a, b) => (a < b ? -1 : 1)).map(uint64);
  const revoked = concat(Uint8Array.of(SERIAL_LIST), string(concat(...listed)));
  const section = concat(string(ca), string(''), revoked);
  return concat(header, Uint8Array.of(CERTIFICATES), string(section));
}
