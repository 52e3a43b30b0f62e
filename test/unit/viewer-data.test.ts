import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));

/**
 * Everything that a page keeps in a module, and for whom. What belongs to the viewer must register with `holdForViewerInModule`, so
 * that `signOut()` empties it. What an embed keeps is dropped by the embed's own `forgetViewer`; `test/page/sign-out.spec.ts`
 * searches the page's memory for it.
 */
const KEPT: Record<string, 'viewer' | 'page'> = {
  'elements/properties.ts attributes': 'page',
  'frame/measure.ts reads': 'page',
  'frame/preload.ts ends': 'page',
  'frame/preload.ts holders': 'page',
  'elements/parking.ts connected': 'page',
  'elements/properties.ts known': 'page',
  'embed/kept-embeds.ts kept': 'viewer',
  'embed/parking.ts lots': 'page',
  'page/session-ahead.ts waiting': 'viewer',
  'page/session-ahead.ts isWatching': 'page',
  'frameworks/park-until-removed.ts leaving': 'page',
  'frameworks/park-until-removed.ts watched': 'page',
  'locales/use-locales.ts observer': 'page',
  'page/locales.ts locales': 'page',
  'page/alarm.ts alarms': 'page',
  'page/alarm.ts clock': 'page',
  'page/alarm.ts timer': 'page',
  'page/alarm.ts armed': 'page',
  'page/console.ts warned': 'page',
  'page/defaults.ts page': 'page',
  'page/task.ts waiting': 'page',
  'page/tenants.ts speaking': 'page',
  'page/tenants.ts supporting': 'page',
  'page/turns.ts last': 'page',
  'session/early.ts calls': 'viewer',
  'session/early.ts signedOutAt': 'page',
  'session/endpoint.ts shared': 'page',
  'session/retry-group.ts groups': 'page',
  'shared/viewer.ts holders': 'page',
  'shared/viewer.ts modules': 'page',
  'shared/viewer.ts collected': 'page',
};

/** Whether a module variable can hold something that comes later: it can be assigned, or is a collection. */
function canChange(list: ts.VariableDeclarationList, { initializer, type }: ts.VariableDeclaration): boolean {
  if (!(list.flags & ts.NodeFlags.Const)) return true;
  if (!initializer || type?.getText().startsWith('Readonly')) return false;
  return (
    ts.isNewExpression(initializer) ||
    (ts.isArrayLiteralExpression(initializer) && !initializer.elements.length) ||
    (ts.isObjectLiteralExpression(initializer) && !initializer.properties.length) ||
    (ts.isCallExpression(initializer) && initializer.expression.getText() === 'pageGlobal')
  );
}

function kept(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(SRC + path, 'utf8'), ts.ScriptTarget.ES2022, true);
  return source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList: list }) =>
      list.declarations
        .filter((each) => canChange(list, each))
        .map((each) => `${path} ${each.name.getText()}`),
    );
}

describe('what a page keeps', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/^(server|inspector|early)\//.test(path));

  it('is listed here, by whether it belongs to the viewer or to the page', () => {
    expect(files.flatMap(kept).sort()).toEqual(Object.keys(KEPT).sort());
  });

  it('registers with the owner of viewer data where it belongs to the viewer', () => {
    for (const [name, owner] of Object.entries(KEPT)) {
      const [path = ''] = name.split(' ');
      if (owner === 'viewer') expect(readFileSync(SRC + path, 'utf8')).toContain('holdForViewerInModule(');
    }
  });
});
