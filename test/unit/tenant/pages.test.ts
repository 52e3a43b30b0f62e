import { describe, expect, it } from 'vitest';
import { createCubeTenant } from '../../../testkit/tenant/index.js';
import { apiKey, call, withTenant } from './support.js';

const forms: [surface: string, path: string, parameter: string][] = [
  ['dashboard', '/embed/dashboard/abc', 'session'],
  ['dashboard', '/embed/d/1/dashboard/abc', 'session'],
  ['chat', '/embed/chat', 'sessionId'],
  ['chat', '/embed/d/1/chat', 'session'],
  ['app', '/embed/d/1/app', 'session'],
];

describe('an embed page', () => {
  const tenant = withTenant();

  it.each(forms)(
    'of the surface %s is served at %s with the parameter %s [doc]',
    async (surface, path, parameter) => {
      const { status, headers } = await call(tenant(), 'GET', `${path}?${parameter}=abc`);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(tenant().log).toMatchObject([
        { kind: 'page', surface, url: `${path}?${parameter}=abc`, sessionId: 'abc' },
      ]);
    },
  );

  it.each(forms)(
    'of the surface %s at %s has no session when the parameter is not %s [doc]',
    async (_, path, parameter) => {
      const other = parameter === 'session' ? 'sessionId' : 'session';
      await call(tenant(), 'GET', `${path}?${other}=abc`);
      expect(tenant().log).toMatchObject([{ kind: 'page', sessionId: null }]);
    },
  );

  it.each([
    ['/embed/d/1/app/workbook/130', 'app'],
    ['/embed/dashboard/abc/orders', 'dashboard'],
    ['/embed/d/1/chat/7', 'chat'],
  ])('is served for the deep link %s', async (path, surface) => {
    expect((await call(tenant(), 'GET', `${path}?session=abc`)).status).toBe(200);
    expect(tenant().log).toMatchObject([{ kind: 'page', surface, sessionId: 'abc' }]);
  });

  it('does not spend its session when it is requested', async () => {
    const sessionId = tenant().mint();
    await call(tenant(), 'GET', `/embed/dashboard/abc?session=${sessionId}`);
    expect(tenant().sessions[0]!.state).toBe('fresh');
  });

  it('may be framed by any site and is never cached', async () => {
    const { headers } = await call(tenant(), 'GET', '/embed/chat?sessionId=abc');
    expect(headers.get('x-frame-options')).toBeNull();
    expect(headers.get('content-security-policy')).toBeNull();
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is sent with the configured headers, and its assets are not', async () => {
    const frameable = { 'cross-origin-embedder-policy': 'require-corp' };
    const strict = createCubeTenant({ apiKey, pageHeaders: frameable });
    await strict.start();
    const page = await call(strict, 'GET', '/embed/chat?sessionId=abc');
    expect(Object.fromEntries(page.headers)).toMatchObject({
      ...frameable,
      'content-type': 'text/html; charset=utf-8',
    });
    const script = await call(strict, 'GET', '/embed/assets/embed.js');
    expect(script.headers.has('cross-origin-embedder-policy')).toBe(false);
    await strict.stop();
  });

  it('is logged with its request headers', async () => {
    await call(tenant(), 'GET', '/embed/chat?sessionId=abc', undefined, { referer: 'https://host.example/' });
    expect(tenant().log).toMatchObject([{ headers: { referer: 'https://host.example/' } }]);
  });

  it.each(['/embed/app', '/embed/d/x/app', '/embed/dashboard/', '/embed', '/', '/embed/d/1'])(
    'is not served at %s',
    async (path) => {
      expect((await call(tenant(), 'GET', path)).status).toBe(404);
    },
  );

  it('answers only GET', async () => {
    expect((await call(tenant(), 'POST', '/embed/chat', {})).status).toBe(405);
  });

  it('handles malformed URLs', async () => {
    expect((await call(tenant(), 'GET', '/embed/dashboard/%E0%A4%A?session=a')).status).toBe(200);
    expect((await call(tenant(), 'GET', '//')).status).toBe(404);
  });

  it('receives its generation and its margins from the tenant', async () => {
    const config = async (): Promise<Record<string, unknown>> => {
      const html = await (await fetch(`${tenant().url}/embed/chat?sessionId=a`)).text();
      return JSON.parse(/id="config">(.*?)<\/script>/.exec(html)![1]!) as Record<string, unknown>;
    };
    expect(await config()).toMatchObject({
      protocol: 'renewal',
      trustMarginMs: 3_600_000,
      now: tenant().clock.now(),
    });
    tenant().protocol = 'events';
    expect(await config()).toMatchObject({ protocol: 'events', trustMarginMs: 0 });
  });

  it('has its script and style sheet', async () => {
    const script = await fetch(`${tenant().url}/embed/assets/embed.js`);
    expect(script.headers.get('content-type')).toContain('text/javascript');
    expect(await script.text()).toContain('cube-embed');
    const style = await fetch(`${tenant().url}/embed/assets/embed.css`);
    expect(style.headers.get('content-type')).toContain('text/css');
    expect(await style.text()).toContain('--primary');
  });

  it('serves the file that an element requests to open the connection', async () => {
    const robots = await fetch(`${tenant().url}/robots.txt`);
    expect([robots.status, robots.headers.get('content-type')]).toEqual([200, 'text/plain']);
  });
});

describe('CORS', () => {
  const tenant = withTenant();
  const preflight = async (path: string): Promise<string | null> =>
    (await fetch(tenant().url + path, { method: 'OPTIONS' })).headers.get('access-control-allow-origin');

  it('allows any origin for the exchange and the data, because a sandboxed frame has an opaque origin', async () => {
    expect(await preflight('/api/v1/embed/session/token')).toBe('*');
    expect(await preflight('/api/v1/embed/data')).toBe('*');
  });

  it('allows no origin where the API key is required', async () => {
    expect(await preflight('/api/v1/embed/generate-session')).toBeNull();
    expect(await preflight('/api/v1/embed/session/revoke')).toBeNull();
  });
});
