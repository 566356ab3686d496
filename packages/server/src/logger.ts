import { truncate } from '@countersign/core/text/truncate';
import pino, { type Logger } from 'pino';

/** Where a secret could stand in something that is logged. */
const secret = [
  'authorization',
  'cookie',
  'csrf',
  'token',
  'secret',
  'clientSecret',
  'botToken',
  'signingSecret',
  'appToken',
  'url',
];

/**
 * What our own secrets look like: Slack's tokens, API keys, webhook secrets, and the addresses of
 * one-way webhooks, which are all that it takes to post with them. Codes of sign-ins stand in addresses.
 */
const shapes =
  /\b(?:xox[a-z]|xoxe\.xox[a-z]|xapp|csk|whsec)[-_][\w+/=-]+|\bhooks\.slack(?:-gov)?\.com\/[^\s"\\]+|\.(?:logic\.azure|environment\.api\.powerplatform)\.com(?::\d+)?\/[^\s"\\]+|(?<=[?&](?:sig|code|state)=)[^\s"\\&]+/gu;

/**
 * Lines of JSON for operators. What might hold a secret is censored by name, at any of three depths,
 * and by its shape wherever it stands.
 */
export function createLogger(level: string, write?: { write(line: string): void }): Logger {
  const paths = secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `headers.${name}`]);
  const out = write ?? pino.destination(1);
  return pino(
    { level, base: null, redact: { paths, censor: CENSORED }, serializers: { err: brief } },
    { write: (line) => out.write(line.replaceAll(shapes, CENSORED)) },
  );
}

const CENSORED = '[secret]';

/** Libraries hang whole answers on their errors, as large as the other side likes. */
function brief(error: unknown) {
  if (!(error instanceof Error)) return { message: truncate(String(error), 1_000) };
  const { type, message, stack, code } = pino.stdSerializers.err(error);
  return {
    type,
    message: truncate(message, 1_000),
    stack: truncate(stack, 4_000),
    ...(code === undefined ? {} : { code: String(code) }),
  };
}
