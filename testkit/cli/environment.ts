import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as util from 'node:util';

export type Environment = Record<string, string | undefined>;

/** What is set in the environment, and what the file `.env` of the folder adds to it. */
export function readEnvironment(folder: string, env: Environment): Environment {
  let text: string;
  try {
    text = readFileSync(join(folder, '.env'), 'utf8');
  } catch {
    return env;
  }
  return { ...parse(text), ...env };
}

/** Like `util.parseEnv`, which Node has from 20.12 on: there, names, quotes and comments are the platform's. */
function parse(text: string): Environment {
  // Types and eslint know only the newest Node.
  const { parseEnv } = util as { parseEnv?: (text: string) => Environment };
  if (parseEnv) return parseEnv(text);
  const lines = text.matchAll(/^\s*(?:export\s+)?(\w+)[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)'|([^#\n]*))/gm);
  return Object.fromEntries([...lines].map(([, name = '', a, b, c = '']) => [name, a ?? b ?? c.trim()]));
}
