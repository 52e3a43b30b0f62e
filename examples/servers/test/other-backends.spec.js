import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { createCubeTenant } from 'cube-embed/testing';

const run = promisify(execFile);
const API_KEY = 'a-key-that-must-never-be-seen';

/** Where Debian's libjackson2-databind-java installs its files. */
const JARS = '/usr/share/java';
const JACKSON = ['core', 'annotations', 'databind'].map((part) => `${JARS}/jackson-${part}.jar`).join(':');

/** Mono has no System.Net.Http.Json; the file next to this one replaces it. */
const MCS = 'mcs -r:System.Net.Http -r:System.Web.Extensions ../test/mono-json.cs';
const MONO = `dir=$(mktemp -d) && trap 'rm -r "$dir"' EXIT && ${MCS} -out:"$dir/mint.exe" Mint.cs && mono "$dir/mint.exe"`;

/** How to run each file, and how to detect that the language is installed. */
const LANGUAGES = {
  Python: { command: ['/usr/bin/python3', 'mint.py'], probe: ['/usr/bin/python3', '-c', 'import requests'] },
  Ruby: { command: ['ruby', 'mint.rb'], probe: ['ruby', '--version'] },
  PHP: { command: ['php', 'mint.php'], probe: ['php', '-r', 'curl_version();'] },
  Go: { command: ['go', 'run', 'mint.go'], probe: ['go', 'version'] },
  Java: {
    command: ['java', '-cp', JACKSON, 'Mint.java'],
    probe: ['jar', '--list', '--file', `${JARS}/jackson-databind.jar`],
  },
  'C#': {
    command: ['sh', '-c', MONO],
    probe: ['sh', '-c', `mono --version && ${MCS} -target:library -out:/dev/null`],
  },
};

const start = ([file, ...args], env = {}) =>
  run(file, args, { cwd: new URL('../other-backends/', import.meta.url), env: { ...process.env, ...env } });

for (const [language, { command, probe }] of Object.entries(LANGUAGES)) {
  test.describe(language, () => {
    test.beforeAll(async () => {
      const isHere = await start(probe).then(
        () => true,
        () => false,
      );
      test.skip(!isHere, `${language} is not installed`);
    });

    test('mints a session', async () => {
      const tenant = createCubeTenant({ apiKey: API_KEY, deployments: [7] });
      const { stdout } = await start(command, settings(await tenant.start()));
      expect(tenant.sessions).toMatchObject([
        {
          sessionId: stdout.trim(),
          request: { deploymentId: 7, externalId: 'ada', userAttributes: [{ name: 'city', value: 'Paris' }] },
        },
      ]);
      await tenant.stop();
    });

    test('does not follow a redirect, and does not log the key', async () => {
      const paths = [];
      const server = createServer(({ url }, response) => {
        paths.push(url);
        response.writeHead(307, { location: '/elsewhere' }).end(API_KEY);
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const failure = await start(command, settings(`http://127.0.0.1:${server.address().port}`)).catch(
        (e) => e,
      );
      expect(failure.stderr + failure.stdout).toContain('Cube answered 307');
      expect(failure.stderr + failure.stdout).not.toContain(API_KEY);
      expect(paths).toEqual(['/api/v1/embed/generate-session']);
      server.close();
    });
  });
}

const settings = (url) => ({ CUBE_TENANT_URL: url, CUBE_API_KEY: API_KEY, CUBE_DEPLOYMENT_ID: '7' });
