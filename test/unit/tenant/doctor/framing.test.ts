import { describe, expect, it } from 'vitest';
import { framingProblem } from '../../../../testkit/cli/doctor/framing.js';

const PAGE = 'https://acme.cubecloud.dev/embed/chat';
const APP = 'https://app.example.com';
const problem = (headers: Record<string, string>, origin: string | null = APP): string | null =>
  framingProblem(new Headers(headers), PAGE, origin);
const policy = (sources: string) => ({
  'content-security-policy': `default-src 'self'; frame-ancestors ${sources}`,
});

describe('whether a page may be framed', () => {
  it.each([
    ['*', true],
    ["'none'", false],
    ["'self'", false],
    ['https:', true],
    ['http:', false],
    ['https://app.example.com', true],
    ['https://APP.example.com/', true],
    ['https://app.example.com:443', true],
    ['https://app.example.com:8443', false],
    ['https://app.example.com:*', true],
    ['http://app.example.com', true],
    ['app.example.com', true],
    ['*.example.com', true],
    ['https://*.example.com', true],
    ['*.app.example.com', false],
    ['https://example.com', false],
    ["'self' https://other.example https://app.example.com", true],
    ['', false],
  ])('frame-ancestors %s: %s', (sources, allowed) => {
    expect(problem(policy(sources)) === null).toBe(allowed);
  });

  it('requires that every policy allows it', () => {
    expect(problem({ 'content-security-policy': `frame-ancestors *, frame-ancestors 'none'` })).toBe(
      "frame-ancestors 'none'",
    );
  });

  it.each([
    ['DENY', 'X-Frame-Options: DENY'],
    ['sameorigin', 'X-Frame-Options: sameorigin'],
    ['ALLOW-FROM https://app.example.com', null],
  ])('X-Frame-Options: %s', (option, expected) => {
    expect(problem({ 'x-frame-options': option })).toBe(expected);
  });

  it('uses frame-ancestors when both are present', () => {
    expect(problem({ 'x-frame-options': 'DENY', ...policy('*') })).toBeNull();
  });

  it('without an origin reports only what forbids every site', () => {
    expect(problem(policy("'self'"), null)).toBe("frame-ancestors 'self'");
    expect(problem(policy('https://other.example'), null)).toBeNull();
    expect(problem({}, null)).toBeNull();
  });

  it('allows the tenant’s own pages when the policy allows self', () => {
    expect(problem(policy("'self'"), new URL(PAGE).origin)).toBeNull();
    expect(problem({ 'x-frame-options': 'SAMEORIGIN' }, new URL(PAGE).origin)).toBeNull();
  });
});
