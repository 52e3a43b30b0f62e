import { startDemo } from './demo.js';
import { readSettings } from './settings.js';

/** Runs the demo until it is interrupted; gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const settings = readSettings(argv, process.env);
    const demo = await startDemo(settings);
    const interrupted = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    console.log(welcome(demo.url, demo.tenantUrl, !!demo.tenant));
    await interrupted;
    await demo.stop();
    return 0;
  } catch (error) {
    console.error(inWords(error));
    return 1;
  }
}

const welcome = (url: string, tenantUrl: string, emulated: boolean): string => `
  The demo is at  ${url}
  ${emulated ? 'emulated Cube: ' : 'Cube tenant:   '} ${tenantUrl}

  Sign in as Ada, then as Carla: the same dashboard, other rows.
${
  emulated
    ? `  Type into the chat, press "24 h": the token was renewed in place, your text is still there.
  Break the backend, let a day pass, mend it: see what the viewer sees.
`
    : ''
}
  Ctrl-C stops it.
`;

function inWords(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken: choose another one, e.g. npm run demo -- --port ${(port ?? 5173) + 1}`;
  }
  if (code === 'EACCES') return `Port ${port} needs more rights than you have: choose one above 1023.`;
  return message;
}
