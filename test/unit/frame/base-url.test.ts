import { describe, expect, it } from 'vitest';
import { tenantUrl } from '../../../src/frame/base-url.js';

describe('base-url', () => {
  it.each([
    ['https://acme.cubecloud.dev', 'https://acme.cubecloud.dev/'],
    ['https://acme.cubecloud.dev/', 'https://acme.cubecloud.dev/'],
    ['HTTPS://ACME.cubecloud.dev', 'https://acme.cubecloud.dev/'],
    ['https://acme.cubecloud.dev:8443', 'https://acme.cubecloud.dev:8443/'],
    ['https://example.com/cube/', 'https://example.com/cube/'],
    ['https://münchen.example', 'https://xn--mnchen-3ya.example/'],
    ['http://localhost', 'http://localhost/'],
    ['http://localhost:4000', 'http://localhost:4000/'],
    ['http://cube.localhost:4000', 'http://cube.localhost:4000/'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/'],
    ['http://127.1.2.3', 'http://127.1.2.3/'],
    ['http://127.1', 'http://127.0.0.1/'],
    ['http://[::1]:4000', 'http://[::1]:4000/'],
  ])('may be %s', (baseUrl, href) => {
    expect(tenantUrl(baseUrl).href).toBe(href);
  });

  it.each([
    [''],
    ['acme'],
    ['acme.cubecloud.dev'],
    ['/embed'],
    ['//acme.cubecloud.dev'],
    ['https://'],
    ['http://acme.cubecloud.dev'],
    ['http://localhost.example.com'],
    ['http://notlocalhost'],
    ['http://.localhost'],
    ['http://127.0.0.1.example.com'],
    ['http://128.0.0.1'],
    ['http://10.0.0.1'],
    ['http://[::2]'],
    ['ftp://localhost'],
    ['ws://localhost'],
    ['javascript:alert(1)'],
    ['data:text/html,x'],
    ['file:///etc/passwd'],
    ['blob:https://acme.cubecloud.dev/x'],
    ['https://user@acme.cubecloud.dev'],
    ['https://user:secret@acme.cubecloud.dev'],
    ['https://:secret@acme.cubecloud.dev'],
    ['https://acme.cubecloud.dev?x=1'],
    ['https://acme.cubecloud.dev/?'],
    ['https://acme.cubecloud.dev#x'],
    ['https://acme.cubecloud.dev/#'],
  ])('may not be %j', (baseUrl) => {
    expect(() => tenantUrl(baseUrl)).toThrow(
      expect.objectContaining({ code: 'invalid-config', message: expect.stringContaining('base-url') }),
    );
  });

  it('that contains a secret is not repeated in the error', () => {
    expect(() => tenantUrl('https://user:hunter2@acme.cubecloud.dev')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });
});
