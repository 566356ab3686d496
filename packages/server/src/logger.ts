import pino, { type Logger } from 'pino';

/** Where a secret could stand in something that is logged. */
const secret = ['authorization', 'token', 'secret', 'botToken', 'signingSecret', 'appToken', 'url'];

/** Lines of JSON for operators. What might hold a secret is censored by name, at any of three depths. */
export function createLogger(level: string, write?: { write(line: string): void }): Logger {
  const paths = secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `headers.${name}`]);
  const options = { level, base: null, redact: { paths, censor: '[secret]' } };
  return write ? pino(options, write) : pino(options);
}
