/** Lists of a declaration whose entries all need a description. */
const LISTS = ['members', 'attributes', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates'];

/** Public names without a docstring, as `Class.member`; empty if there are none. */
export function gaps({ manifest, types, exported }) {
  const declarations = manifest.modules.flatMap((module) => module.declarations);
  const undescribed = ({ description }) => !description?.trim();
  return [
    ...declarations.filter(undescribed).map(({ name }) => name),
    ...declarations.flatMap((declaration) =>
      LISTS.flatMap((list) => declaration[list] ?? [])
        .filter(undescribed)
        .map(({ name }) => `${declaration.name}.${name}`),
    ),
    ...exported.filter((name) => types.has(name) && !types.get(name).startsWith('/**')),
    ...unannounced(declarations, types),
  ];
}

/** Events in the event map that no docstring names. */
function unannounced(declarations, types) {
  const announced = declarations.flatMap(({ events = [] }) => events.map(({ name }) => name));
  return [...types.get('CubeEmbedEventMap').matchAll(/^ {2}'([\w-]+)':/gm)]
    .map(([, name]) => name)
    .filter((name) => !announced.includes(name))
    .map((name) => `@fires ${name}`);
}
