import { startDemo } from './demo.js';
import { readSettings } from './settings.js';

/** Runs the demo until it is interrupted; returns the exit code. */
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

  ${
    emulated
      ? 'Start with "A night passes": the plain iframe shows "Session expired", the element keeps working.'
      : 'It uses the external users demo-ada, demo-bruno and demo-carla.'
  }

  Ctrl-C stops it.
`;

function inWords(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken: choose another one, e.g. npm run demo -- --port ${(port ?? 4848) + 1}`;
  }
  if (code === 'EACCES') return `Port ${port} needs more rights than you have. Choose one above 1023.`;
  return message;
}
