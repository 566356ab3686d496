import { ConfigError } from '@countersign/server/config/load';
import { StartError } from '@countersign/server/start-error';

/** A reason that somebody can put right, as a sentence; undefined for anything else. */
export function plainly(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  // The service's own sentence names settings of a file, which nobody wrote here.
  const address = ofAddress(error.cause instanceof Error ? error.cause : error);
  if (address !== undefined) return address;
  const isSentence = error instanceof ConfigError || error instanceof StartError;
  if (isSentence || error.name === 'StoreError') return error.message;
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'ERR_SQLITE_ERROR' || path !== undefined) {
    return `The data directory can't be used: ${error.message}. Set COUNTERSIGN_DATA to another one.`;
  }
  return undefined;
}

/** Why nobody can listen there. */
function ofAddress(error: Error): string | undefined {
  const { code, syscall, address, port, hostname } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
    hostname?: string;
  };
  if (syscall === 'getaddrinfo' || code === 'EADDRNOTAVAIL') {
    return `${hostname ?? address} is not an address of this machine. Set HOST to one, or leave it out for 127.0.0.1.`;
  }
  if (syscall !== 'listen') return undefined;
  const why = code === 'EADDRINUSE' ? 'is in use' : `can't be listened on (${code})`;
  return `Port ${port} of ${address} ${why}. Set PORT to another one: the service takes that port, and the page the one after it.`;
}
