import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));

/** A page of the guides by its path, as it stands in `docs/`; `null` when there is none. */
export async function docsPage(pathname: string): Promise<Response | null> {
  const [, name] = /^\/docs\/([a-z-]+)\.md$/.exec(pathname) ?? [];
  if (!name) return null;
  const text = await readFile(`${DOCS}${name}.md`, 'utf8').catch(() => null);
  return text === null
    ? null
    : new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
