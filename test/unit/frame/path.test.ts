import { describe, expect, it } from 'vitest';
import type { PathScope } from '../../../src/frame/path.js';
import { isSamePath, relativePath, saidPath, wholePath } from '../../../src/frame/path.js';

const APP: PathScope = { root: '/embed/d/42/app', embeds: '/embed/', leaves: false };
const DASHBOARD: PathScope = { root: '/embed/dashboard/sales', embeds: '/embed/', leaves: true };

describe('a path that a host sets', () => {
  it.each([
    ['/workbook/130', '/embed/d/42/app/workbook/130'],
    ['workbook/130', '/embed/d/42/app/workbook/130'],
    [' /workbook/130 ', '/embed/d/42/app/workbook/130'],
    ['/', '/embed/d/42/app/'],
    ['/a/../b', '/embed/d/42/app/b'],
    ['/a//b', '/embed/d/42/app/a//b'],
    ['/.//evil.example', '/embed/d/42/app/evil.example'],
    ['/embed/d/42/app//evil.example', '/embed/d/42/app/evil.example'],
    ['/größe 1', '/embed/d/42/app/gr%C3%B6%C3%9Fe%201'],
    ['/a?tab=2&x=%26#top', '/embed/d/42/app/a?tab=2&x=%26#top'],
    ['/a?session=id', '/embed/d/42/app/a'],
    ['/a?x=1&sessionId=id&%73ession=id&sessions=2', '/embed/d/42/app/a?x=1&sessions=2'],
    ['/embed/d/42/app/workbook/130', '/embed/d/42/app/workbook/130'],
    ['/embed/d/42/app', '/embed/d/42/app'],
  ])('%s means %s in an app', (path, whole) => {
    expect(wholePath(path, APP)).toBe(whole);
  });

  it.each([
    '/../admin',
    '/%2e%2e/admin',
    '/a/../../admin',
    '..',
    String.raw`/..\..\admin`,
    '//evil.example/x',
    String.raw`/\evil.example`,
    '/\t/evil.example',
    'https://evil.example/embed/d/42/app/x',
    'javascript:alert(1)',
    '/embed/d/42/app/../../43/app',
    '/embed/d/43/app/x',
    '/embed/d/42/apples',
    'https://[',
  ])('%s is rejected because it leaves an app', (path) => {
    expect(wholePath(path, APP)).toBeUndefined();
  });

  it.each([
    ['/tab/2', '/embed/dashboard/sales/tab/2'],
    ['/embed/dashboard/other?x=1', '/embed/dashboard/other?x=1'],
    ['/embed/d/1/dashboard/other', '/embed/d/1/dashboard/other'],
  ])('%s means %s on a dashboard', (path, whole) => {
    expect(wholePath(path, DASHBOARD)).toBe(whole);
  });

  it.each(['/../other', '/embed/../api/v1/x', '//embed/dashboard/other'])(
    '%s is rejected because it leaves a dashboard',
    (path) => {
      expect(wholePath(path, DASHBOARD)).toBeUndefined();
    },
  );
});

describe('a path that the embed reports', () => {
  it.each([
    ['/embed/d/42/app/workbook/130', '/embed/d/42/app/workbook/130'],
    ['/embed/d/42/app/a b?session=id&x=1#y', '/embed/d/42/app/a%20b?x=1#y'],
    ['/embed/dashboard/other', '/embed/dashboard/other'],
    ['/embed/d/42/app?%73ession=id', '/embed/d/42/app'],
    ['/embed/d/42/app//evil.example', '/embed/d/42/app/evil.example'],
    [String.raw`/embed/d/42/app\/\evil.example`, '/embed/d/42/app/evil.example'],
    ['/embed/d/42/app/./\t/evil.example', '/embed/d/42/app/evil.example'],
    ['/embed/d/42/app/a//b', '/embed/d/42/app/a//b'],
    ['/workbook/130', undefined],
    ['//evil.example/embed/x', undefined],
    ['https://evil.example/embed/x', undefined],
    ['/embed/../admin', undefined],
    [7, undefined],
    [undefined, undefined],
  ])('%s is read as %s', (said, whole) => {
    expect(saidPath(said, APP)).toBe(whole);
  });
});

describe('an absolute path', () => {
  it.each([
    ['/embed/d/42/app', '/'],
    ['/embed/d/42/app/', '/'],
    ['/embed/d/42/app?x=1', '/?x=1'],
    ['/embed/d/42/app#y', '/#y'],
    ['/embed/d/42/app/workbook/130?x=1', '/workbook/130?x=1'],
    ['/embed/d/42/apples', '/embed/d/42/apples'],
    ['/embed/dashboard/other', '/embed/dashboard/other'],
  ])('%s reads as %s', (whole, path) => {
    expect(relativePath(whole, APP)).toBe(path);
  });

  it('is the same with or without a trailing slash', () => {
    expect(isSamePath('/a', '/a/')).toBe(true);
    expect(isSamePath('/a/?x=1', '/a?x=1')).toBe(true);
    expect(isSamePath('/a', '/a?x=1')).toBe(false);
    expect(isSamePath('/a', '/a/b')).toBe(false);
    expect(isSamePath('/a', undefined)).toBe(false);
  });
});
