import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchBrowser } from '../../../../testkit/cli/doctor/browser.js';
import { Skip } from '../../../../testkit/cli/doctor/check.js';
import { readEnvironment } from '../../../../testkit/cli/environment.js';
import { runCommand } from '../../../../testkit/cli/run.js';
import { apiKey, doctor, envFor, withCube } from './support.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cube-embed-doctor-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('doctor’s options', () => {
  it('report everything that is missing, with an example of each', async () => {
    const { code, out, err } = await doctor([]);
    expect([code, out]).toEqual([2, '']);
    for (const name of ['CUBE_TENANT_URL', 'CUBE_API_KEY', 'CUBE_DEPLOYMENT_ID']) expect(err).toContain(name);
    expect((await doctor([], { CUBE_TENANT_URL: 'https://acme.example' })).err).not.toContain(
      'CUBE_TENANT_URL',
    );
  });

  it.each([
    [['--deployment-id', 'one'], /deployment id/],
    [['--tenant-url', 'http://acme.example'], /CUBE_TENANT_URL must start with https/],
    [['--tenant-url', 'acme'], /CUBE_TENANT_URL/],
    [['--origin', 'app.example.com'], /--origin/],
    [['--endpoint', '/cube-session'], /--endpoint/],
    [['--endpoint', 'https://ada:very-secret@app.example.com/s'], /--endpoint must not contain a user name/],
    [['--header', 'Cookie'], /Name: value/],
    [['--header', 'Cookie: very-secret\u2013'], /header Cookie contains characters/],
    [['--external-id', 'Ada'], /--external-id must be lowercase/],
    [['--external-id', ''], /--external-id/],
    [['--header', '@/nowhere'], /--header/],
    [['--api-key', '@/nowhere'], /--api-key/],
    [['--timeout', '0'], /--timeout/],
    [['--browser', '--filter', 'status'], /view\.dimension=value/],
    [['--filter', 'orders.status=completed'], /--filter needs --browser/],
    [['--colour'], /there is no option --colour; see cube-embed doctor --help/],
    [['--api-ky=very-secret'], /there is no option --api-ky;/],
    [['--origin'], /the option --origin needs a value/],
    [['--api-key', '--browser'], /the option --api-key needs a value/],
    [['--json=very-secret'], /the option --json takes no value/],
    [['very-secret'], /an argument is neither an option nor the value of one/],
  ])('explain %j', async (argv, hint) => {
    const { code, out, err } = await doctor(argv, envFor('https://acme.example'));
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(hint);
    expect(err).not.toContain('very-secret');
  });

  it('report what is missing for the tenant, even with an endpoint to check', async () => {
    const { code, err } = await doctor(['--endpoint', 'https://app.example.com/s'], {
      CUBE_TENANT_URL: 'https://acme.example',
    });
    expect(code).toBe(2);
    expect(err).toContain('CUBE_API_KEY');
  });

  it('read the key from a file', async () => {
    const file = join(folder, 'key');
    await writeFile(file, `${apiKey}\n`);
    await withCube({}, async (url) => {
      for (const argument of [file, `@${file}`]) {
        const { code, err } = await doctor([
          '--tenant-url',
          url,
          '--api-key',
          argument,
          '--deployment-id',
          '1',
          '--dashboard-id',
          'sales',
        ]);
        expect([code, err]).toEqual([0, '']);
      }
    });
  });

  it('warn about a key or a header in the arguments, without printing it', async () => {
    await withCube({}, async (url) => {
      const { code, out, err } = await doctor(
        ['--api-key', apiKey, '--header', 'Cookie: sid=very-secret'],
        envFor(url, { CUBE_API_KEY: '' }),
      );
      expect(code).toBe(0);
      expect(err.match(/can see it/g)).toHaveLength(2);
      expect(out + err).not.toMatch(new RegExp(`${apiKey}|very-secret`));
    });
  });

  it('are all listed in its help', async () => {
    const { code, out } = await doctor(['--help']);
    expect(code).toBe(0);
    for (const option of 'tenant-url api-key deployment-id dashboard-id external-id origin endpoint header browser filter export json timeout'.split(
      ' ',
    ))
      expect(out).toContain(`--${option}`);
  });
});

describe('the file .env', () => {
  it('of the working directory adds to the environment, and does not replace what is set', async () => {
    await writeFile(
      join(folder, '.env'),
      `# Cube\nCUBE_TENANT_URL="https://acme.example"\nCUBE_API_KEY='${apiKey}'\nCUBE_DEPLOYMENT_ID=12 # of 13\n`,
    );
    expect(readEnvironment(folder, { CUBE_DEPLOYMENT_ID: '7', HOME: '/root' })).toEqual({
      CUBE_TENANT_URL: 'https://acme.example',
      CUBE_API_KEY: apiKey,
      CUBE_DEPLOYMENT_ID: '7',
      HOME: '/root',
    });
    expect(readEnvironment(folder, {})).toMatchObject({ CUBE_DEPLOYMENT_ID: '12' });
    expect(readEnvironment(join(folder, 'nowhere'), { HOME: '/root' })).toEqual({ HOME: '/root' });
  });

  it('is read by the command', async () => {
    const cwd = vi.spyOn(process, 'cwd').mockReturnValue(folder);
    await writeFile(
      join(folder, '.env'),
      'CUBE_TENANT_URL=http://acme.example\nCUBE_API_KEY=k\nCUBE_DEPLOYMENT_ID=1\n',
    );
    const written: string[] = [];
    const stream = { write: (text: string) => written.push(text) };
    const code = await runCommand(
      ['doctor'],
      { stdout: stream, stderr: stream },
      new AbortController().signal,
    );
    cwd.mockRestore();
    expect([code, written.join('')]).toEqual([
      2,
      expect.stringContaining('CUBE_TENANT_URL must start with https'),
    ]);
  });
});

describe('doctor’s browser', () => {
  it('is searched only in the given folder, and its absence is not a failure', async () => {
    const launched = launchBrowser({ folder, executablePath: undefined, isTenantLocal: true });
    await expect(launched).rejects.toThrow(Skip);
    await expect(launched).rejects.toThrow('npm install --save-dev playwright');
  });

  it('that does not start is not a failure either', async () => {
    const launched = launchBrowser({
      folder: process.cwd(),
      executablePath: '/nowhere',
      isTenantLocal: true,
    });
    await expect(launched).rejects.toThrow(/npx playwright install chromium/);
  });
});
