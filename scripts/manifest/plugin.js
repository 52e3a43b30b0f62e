/**
 * Adds what the analyzer cannot detect: which attribute belongs to which property (a helper creates them, so this reads the
 * built classes), which element has which tag (a helper registers them), and what is public.
 */

/** The text of a type without `undefined`, which no attribute has, and with aliases of string unions expanded. */
function attributeType(text, aliases) {
  return text
    .split(' | ')
    .filter((part) => part !== 'undefined')
    .map((part) => aliases.get(part) ?? part)
    .join(' | ');
}

/** Whether a member is a lifecycle callback of custom elements. */
const isLifecycle = ({ name, kind }) => kind === 'method' && name.endsWith('Callback');

function isPublic(member, declaration) {
  if (member.privacy || member.static || isLifecycle(member)) return false;
  // An error's `name` belongs to the platform.
  return !(member.name === 'name' && /Error$/.test(declaration.name));
}

/** The first member with each name; the others are overloads. */
const firstOfName = (members) =>
  [...new Map([...members].reverse().map((m) => [m.name, m])).values()].reverse();

/**
 * @param {object} options
 * @param {Map<string, CustomElementConstructor>} options.classes The built classes by name.
 * @param {string} options.entry The module whose exports are the public ones.
 * @param {(name: string, text: string) => void} options.onType Called with the name and source of each exported type.
 */
export function embedPlugin({ classes, entry, onType }) {
  const aliases = new Map();
  const tags = new Map();
  const events = new Map();

  /** Adds the attributes, and removes properties that only another element has. */
  function join(declaration) {
    const properties = classes.get(declaration.name)?.elementProperties;
    if (!properties) return;
    const settable = declaration.members.filter(({ kind, readonly }) => kind === 'field' && !readonly);
    for (const field of settable) {
      const options = properties.get(field.name);
      if (!options) {
        declaration.members.splice(declaration.members.indexOf(field), 1);
        continue;
      }
      if (options.type === Boolean) field.default = 'false';
      if (options.attribute === false) continue;
      // Lit's rule for a property without an explicit attribute name.
      field.attribute = typeof options.attribute === 'string' ? options.attribute : field.name.toLowerCase();
      const { description, default: initial, inheritedFrom } = field;
      declaration.attributes ??= [];
      declaration.attributes.push({
        name: field.attribute,
        fieldName: field.name,
        type: { text: attributeType(field.type.text, aliases) },
        ...(initial && { default: initial }),
        description,
        ...(inheritedFrom && { inheritedFrom }),
      });
    }
  }

  return {
    name: 'cube-embed',
    collectPhase({ ts, node }) {
      if (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) {
        if (!node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return;
        onType(node.name.text, node.getFullText().trim());
        const union = ts.isTypeAliasDeclaration(node) && node.type.getText();
        if (union && /^'[^']+'( \| '[^']+')*$/.test(union)) aliases.set(node.name.text, union);
        if (node.name.text === 'CubeEmbedEventMap') {
          for (const { name, type } of node.members) {
            events.set(
              name.text,
              type
                .getText()
                .replaceAll(/\/\*.*?\*\/\s*/gs, '')
                .replaceAll(/;?\s+/g, (gap) => (gap[0] === ';' ? '; ' : ' ')),
            );
          }
        }
      } else if (ts.isCallExpression(node) && node.expression.getText() === 'define') {
        const [tag, element] = node.arguments;
        if (tag && ts.isStringLiteral(tag)) tags.set(element.getText(), tag.text);
      }
    },
    packageLinkPhase({ customElementsManifest: manifest }) {
      const exported = manifest.modules.find(({ path }) => path === entry).exports.map(({ name }) => name);
      for (const module of manifest.modules) {
        const isExported = ({ name }) => name === '*' || exported.includes(name);
        module.declarations = module.declarations.filter(isExported);
        module.exports = module.exports.filter(isExported);
        for (const declaration of module.declarations) {
          if (!declaration.members) continue;
          declaration.members = firstOfName(
            declaration.members.filter((member) => isPublic(member, declaration)),
          );
          join(declaration);
          declaration.events = declaration.events
            ?.filter(({ name }) => events.has(name))
            .map((event) => ({ ...event, type: { text: events.get(event.name) } }));
          const tagName = tags.get(declaration.name);
          if (tagName) Object.assign(declaration, { customElement: true, tagName });
        }
      }
      const definitions = manifest.modules.find(({ path }) => path.endsWith('/index.ts'));
      for (const [name, tagName] of tags) {
        const { path } = manifest.modules.find(({ declarations }) =>
          declarations.some((d) => d.name === name),
        );
        definitions.exports.push({
          kind: 'custom-element-definition',
          name: tagName,
          declaration: { name, module: path },
        });
      }
      manifest.modules = manifest.modules.filter(
        ({ path, declarations }) => declarations.length || path === entry || path === definitions.path,
      );
    },
  };
}
