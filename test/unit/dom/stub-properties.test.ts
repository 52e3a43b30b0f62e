import { CubeEmbedApp, CubeEmbedChat, CubeEmbedDashboard } from 'cube-embed/elements';
import { describe, expect, it } from 'vitest';
import { PROPERTIES, attributeOf, parse } from '../../../testkit/dom/properties.js';

describe.each([
  ['dashboard', CubeEmbedDashboard],
  ['chat', CubeEmbedChat],
  ['app', CubeEmbedApp],
] as const)('the stub of the %s', (surface, elementClass) => {
  const names = Object.keys(PROPERTIES[surface]);

  it('has every property of the real element', () => {
    void elementClass.observedAttributes;
    const real = [...elementClass.elementProperties.keys()].filter((name) => !String(name).startsWith('_'));
    expect(real.length).toBeGreaterThan(10);
    expect(names).toEqual(expect.arrayContaining(real));
  });

  it('observes every attribute of the real element', () => {
    const observed = names.flatMap((name) => [attributeOf(name), name.toLowerCase()]);
    expect(observed).toEqual(expect.arrayContaining(elementClass.observedAttributes));
  });
});

describe('an attribute of a stub', () => {
  it.each([
    ['boolean', '', true],
    ['boolean', 'false', false],
    ['boolean', null, false],
    ['number', '60', 60],
    ['json', '{"a":1}', { a: 1 }],
    ['json', '[object Object]', undefined],
    ['text', 'sales', 'sales'],
    ['text', null, undefined],
  ] as const)('of type %s reads %j as %j', (kind, text, value) => {
    expect(parse({ kind }, text)).toEqual(value);
  });
});
