import { flag, httpUrl, jsonOf, parsed, text, UsageError, wholeNumber } from './cli-values.ts';
import type { SlackDoubleOptions } from './options.ts';
import { workspaceFile } from './workspace-file.ts';

export const usage = `slack-double: a Slack workspace on a local port

  --port N                   0, the default, takes any free port
  --host ADDRESS             127.0.0.1
  --workspace FILE           people, groups and channels, as JSON
  --interactivity URL        where the app listens for clicks and modals,
  --commands URL             for slash commands
  --events URL               and for events
  --socket-mode              deliver over Socket Mode instead
  --control                  let other processes of this machine act and read at /double/
  --no-pace                  do not enforce Slack's rates
  --no-metadata-events       do not tell the app of its messages' metadata
  --auto-retry-events MS     retry unacknowledged events three times, this far apart
  --keep-calls N             remember the latest N calls only
  --keep-messages N          remember the latest N messages of each channel only
  --client-id ID             for oauth.v2.access

Secrets come from the environment; these options name other variables for them:
  --signing-secret-env       SLACK_SIGNING_SECRET, required
  --bot-token-env            SLACK_BOT_TOKEN, required
  --app-token-env            SLACK_APP_TOKEN, for Socket Mode
  --client-secret-env        SLACK_CLIENT_SECRET
`;

/** Throws a UsageError. `help` where usage is all that is wanted. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): SlackDoubleOptions | 'help' {
  const given = parse(args);
  if (given.help) return 'help';
  const secret = (name: string) => env[name] || undefined;
  return {
    port: wholeNumber('port', given.port),
    host: given.host,
    signingSecret: required(env, given['signing-secret-env'], 'signing-secret-env'),
    botToken: required(env, given['bot-token-env'], 'bot-token-env'),
    appToken: secret(given['app-token-env']),
    clientId: given['client-id'],
    clientSecret: secret(given['client-secret-env']),
    workspace:
      given.workspace === undefined
        ? undefined
        : jsonOf('workspace', given.workspace, workspaceFile),
    requestUrls: {
      interactivity: httpUrl('interactivity', given.interactivity),
      commands: httpUrl('commands', given.commands),
      events: httpUrl('events', given.events),
    },
    socketMode: given['socket-mode'],
    control: given.control,
    pace: !given['no-pace'],
    metadataEvents: !given['no-metadata-events'],
    autoRetryEvents: wholeNumber('auto-retry-events', given['auto-retry-events']),
    keepCalls: wholeNumber('keep-calls', given['keep-calls']),
    keepMessages: wholeNumber('keep-messages', given['keep-messages']),
  };
}

function parse(args: string[]) {
  return parsed(args, {
    port: text,
    host: text,
    workspace: text,
    interactivity: text,
    commands: text,
    events: text,
    'socket-mode': flag,
    control: flag,
    'no-pace': flag,
    'no-metadata-events': flag,
    'auto-retry-events': text,
    'keep-calls': text,
    'keep-messages': text,
    'client-id': text,
    'signing-secret-env': { ...text, default: 'SLACK_SIGNING_SECRET' },
    'bot-token-env': { ...text, default: 'SLACK_BOT_TOKEN' },
    'app-token-env': { ...text, default: 'SLACK_APP_TOKEN' },
    'client-secret-env': { ...text, default: 'SLACK_CLIENT_SECRET' },
    help: { ...flag, short: 'h' },
  });
}

function required(env: NodeJS.ProcessEnv, name: string, option: string): string {
  const value = env[name];
  if (value) return value;
  throw new UsageError(`The environment has no ${name}: set it, or name another with --${option}.`);
}
