import { describe, expect, it } from 'vitest';
import { faultOf, valueOf } from './support.ts';

const like = (reason: string, pattern: string) =>
  valueOf(`like(request.reason, ${JSON.stringify(pattern)})`, { request: { reason } });

describe('like()', () => {
  it('is about the whole text', () => {
    expect(like('main', 'main')).toBe(true);
    expect(like('not-main', 'main')).toBe(false);
    expect(like('main\nmore', 'main')).toBe(false);
    expect(like('main\n', 'main$')).toBe(false);
    expect(like('abcd', 'a|abcd')).toBe(true);
  });

  it('takes a newline for any character only where it is told', () => {
    expect(like('a\nb', 'a.b')).toBe(false);
    expect(like('a\nb', '(?s)a.b')).toBe(true);
  });

  it('counts characters, not UTF-16 units', () => {
    expect(like('\u{1F600}', '.')).toBe(true);
    expect(like('Ünal', String.raw`\p{Lu}\p{Ll}+`)).toBe(true);
  });

  it('is a method too, of parameters as well', () => {
    const request = { parameters: { region: 'eu-west-1', replicas: 4 } };
    expect(valueOf('request.parameters.region.like("eu-.*")', { request })).toBe(true);
    expect(valueOf('like(request.parameters.replicas, "4")', { request })).toBe('error');
  });

  it('has patterns of 256 characters at most', () => {
    expect(faultOf(`like(request.reason, "${'a'.repeat(199)}")`)).toBe('ok');
    expect(faultOf(`like(request.reason, "${'a'.repeat(257)}")`)).toContain('at most 256');
  });
});
