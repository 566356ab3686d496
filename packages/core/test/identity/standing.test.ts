import { expect, it } from 'vitest';
import { judgeAsk, judgeStanding } from '../../src/identity/standing.ts';

const bot = { name: 'Bot', standing: 'active' as const };
const judge = (actions: string[] | undefined, action: string) =>
  judgeAsk({ ...bot, actions }, action)?.code;

it('an identity may ask for its actions and for nothing else; for anything where none are named', () => {
  expect(judge(undefined, 'deploy')).toBeUndefined();
  expect(judge(['deploy', 'db.*'], 'deploy')).toBeUndefined();
  expect(judge(['deploy', 'db.*'], 'db.migrate')).toBeUndefined();
  expect(judge(['deploy', 'db.*'], 'deploy-all')).toBe('action_not_allowed');
  expect(judge([], 'deploy')).toBe('action_not_allowed');
});

it('a pattern that can not be read allows nothing', () => {
  expect(judgeAsk({ ...bot, actions: ['', 'a**'] }, 'a')?.code).toBe('action_not_allowed');
});

it('who is suspended or has no owner neither asks nor starts, whatever its actions', () => {
  for (const standing of ['suspended', 'ownerless'] as const) {
    const code = `identity_${standing}`;
    expect(judgeAsk({ ...bot, standing, actions: ['**'] }, 'deploy')?.code).toBe(code);
    expect(judgeStanding({ ...bot, standing })?.code).toBe(code);
  }
});

it('what somebody asked for is shown inert', () => {
  const refusal = judgeAsk({ ...bot, actions: ['deploy'] }, 'a\u202Eb');
  expect(refusal?.message).not.toContain('\u202E');
});
