import {
  flag,
  httpUrl,
  jsonOf,
  parsed,
  text,
  textOf,
  UsageError,
  wholeNumber,
} from '../cli-values.ts';
import { type CloudName, clouds } from './clouds.ts';
import { directoryFile } from './directory-file.ts';
import type { TeamsDoubleOptions } from './options.ts';

export const usage = `teams-double: Microsoft Teams, Entra and Graph on a local port

  --tenant ID                the tenant whose Teams this is, required
  --app-id ID                of the bot's app registration, required
  --messaging-endpoint URL   where the bot listens
  --directory FILE           people, groups, teams and channels, as JSON
  --certificate FILE         PEM, of the key that signs client assertions
  --bot-name NAME            Countersign
  --port N                   0, the default, takes any free port
  --host ADDRESS             127.0.0.1
  --region NAME              of the service URL: amer
  --cloud NAME               public, gcc, gcchigh, dod or china
  --multi-tenant             known in the Bot Framework's own directory too
  --control                  let other processes of this machine act and read at /double/
  --auto-refresh             refresh people's views by itself when cards are posted or edited
  --no-pace                  do not enforce the connector's rates
  --no-card-checks           take Adaptive Cards that Teams could not draw
  --keep-calls N             remember the latest N calls only
  --keep-messages N          remember the latest N messages of each conversation only

The client secret comes from the environment; this option names another variable for it:
  --client-secret-env        TEAMS_CLIENT_SECRET, needed where there is no certificate
`;

/** Throws a UsageError. `help` where usage is all that is wanted. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): TeamsDoubleOptions | 'help' {
  const given = parse(args);
  if (given.help) return 'help';
  const secret = env[given['client-secret-env']] || undefined;
  const certificate = given.certificate && textOf(given.certificate);
  if (secret === undefined && certificate === undefined) {
    const name = given['client-secret-env'];
    throw new UsageError(`The environment has no ${name}, and no --certificate is given.`);
  }
  return {
    port: wholeNumber('port', given.port),
    host: given.host,
    tenantId: required('tenant', given.tenant),
    bot: {
      appId: required('app-id', given['app-id']),
      secret,
      certificate,
      name: given['bot-name'],
      multiTenant: given['multi-tenant'],
    },
    messagingEndpoint: httpUrl('messaging-endpoint', given['messaging-endpoint']),
    directory:
      given.directory === undefined
        ? undefined
        : jsonOf('directory', given.directory, directoryFile),
    region: given.region,
    cloud: cloudNamed(given.cloud),
    control: given.control,
    autoRefresh: given['auto-refresh'],
    pace: !given['no-pace'],
    checkCards: !given['no-card-checks'],
    keepCalls: wholeNumber('keep-calls', given['keep-calls']),
    keepMessages: wholeNumber('keep-messages', given['keep-messages']),
  };
}

function parse(args: string[]) {
  return parsed(args, {
    tenant: text,
    'app-id': text,
    'messaging-endpoint': text,
    directory: text,
    certificate: text,
    'bot-name': { ...text, default: 'Countersign' },
    port: text,
    host: text,
    region: text,
    cloud: { ...text, default: 'public' },
    'multi-tenant': flag,
    control: flag,
    'auto-refresh': flag,
    'no-pace': flag,
    'no-card-checks': flag,
    'keep-calls': text,
    'keep-messages': text,
    'client-secret-env': { ...text, default: 'TEAMS_CLIENT_SECRET' },
    help: { ...flag, short: 'h' },
  });
}

function required(option: string, value: string | undefined): string {
  if (value) return value;
  throw new UsageError(`--${option} is missing.`);
}

function cloudNamed(name: string): CloudName {
  if (Object.hasOwn(clouds, name)) return name as CloudName;
  const known = Object.keys(clouds).join(', ');
  throw new UsageError(`--cloud takes one of ${known}, not ${JSON.stringify(name)}.`);
}
