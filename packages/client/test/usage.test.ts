import { describe, expect, it } from 'vitest';
import { ask, countersign } from './support/cli.ts';

const env = { COUNTERSIGN_URL: 'http://127.0.0.1:1', COUNTERSIGN_API_KEY: 'key' };

describe('a wrong command line ends with 2 and says', () => {
  it.each([
    ['what was meant', ['run', ...ask, '--tiemout', '3m', '--', 'x'], 'Did you mean --timeout?'],
    ['which command was meant', ['rnu'], 'Did you mean run?'],
    ['the same for the log', ['log', 'verify', '--kye', 'k', '.'], 'Did you mean --key?'],
    ['the same for an export', ['log', 'export', '--uot', 'log'], 'Did you mean --out?'],
    ['what verifying takes', ['log', 'verify', '.'], 'Also needed: --key.'],
    ['what an export takes', ['log', 'export'], 'Also needed: --out.'],
    ['what is missing', ['run', '--action', 'deploy', '--', 'x'], '--env, --resource'],
    ['where the command belongs', ['run', ...ask, './deploy.sh'], 'belongs behind --'],
    ['that there is no command', ['run', ...ask], 'Give the command to run behind --'],
    ['how a duration looks', ['run', ...ask, '--expires', 'soon', '--', 'x'], 'as in 30m'],
    ['how long a request lives', ['run', ...ask, '--expires', '8d', '--', 'x'], '10s to 7d'],
    ['how a parameter looks', ['run', ...ask, '--param', 'x', '--', 'x'], 'key=text'],
    ['that a parameter is no JSON', ['run', ...ask, '--param', 'a:={', '--', 'x'], 'must be JSON'],
    [
      'that a parameter is given twice',
      ['run', ...ask, '--param', 'a=1', '--param', 'a=2', '--', 'x'],
      'twice',
    ],
    [
      'that one diff is shown',
      ['run', ...ask, '--diff', 'A..B', '--diff', 'B..C', '--', 'x'],
      "option '--diff <range>' can be given once",
    ],
    [
      'that an environment is one',
      ['request', ...ask, '--env', 'staging'],
      "'--env <name>' can be given once",
    ],
    [
      'that a key is one',
      ['log', 'verify', '--key', 'a', '--key', 'b', '.'],
      ">' can be given once",
    ],
    ['that an option takes no value', ['list', '--json=x'], "option '--json' takes no value"],
    ['how an artifact looks', ['run', ...ask, '--artifact', 'x', '--', 'x'], 'name=path'],
    ['which statuses there are', ['list', '--status', 'done'], 'pending, approved'],
    ['that the key is none', ['log', 'verify', '--key', 'nowhere', '.'], 'neither a public key'],
  ])('%s', async (_, args, sentence) => {
    const ran = await countersign(args, { env });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(sentence);
  });

  it('that there is no address, or no credential', async () => {
    const neither = await countersign(['list'], {});
    expect(neither).toMatchObject({ code: 2 });
    expect(neither.stderr).toContain('COUNTERSIGN_URL');
    const noKey = await countersign(['list'], { env: { COUNTERSIGN_URL: env.COUNTERSIGN_URL } });
    expect(noKey).toMatchObject({ code: 2 });
    expect(noKey.stderr).toContain('COUNTERSIGN_API_KEY');
  });

  it('nothing of a secret that was given as an option', async () => {
    const ran = await countersign(['run', ...ask, '--token=csk_SECRET', '--', 'x'], { env });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain("unknown option '--token'");
    expect(ran.stderr).not.toContain('SECRET');
  });
});

describe('help', () => {
  it.each([
    [[]],
    [['--help']],
    [['run', '--help']],
    [['log', 'verify', '--help']],
    [['deliveries', '--help']],
  ])('comes with examples: %j', async (args) => {
    const ran = await countersign(args);
    expect(ran.stdout + ran.stderr).toMatch(/Examples?:\n {2}\$ /);
  });
});
