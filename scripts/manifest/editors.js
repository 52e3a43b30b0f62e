/**
 * Editor data from the manifest. Our own code, because custom-element-vs-code-integration 1.5 and
 * custom-element-jet-brains-integration 1.8 lose data: they complete a boolean attribute with `=""`, read-only properties
 * look writable, and CSS parts and custom properties are repeated for each element without belonging to one.
 */

const elementsOf = (manifest) =>
  manifest.modules.flatMap(({ declarations }) => declarations.filter(({ customElement }) => customElement));

/** The members of a union of string literals; none for any other type. */
const choices = ({ text }) => [...text.matchAll(/'([^']+)'/g)].map(([, name]) => ({ name }));

/** VS Code's custom data for HTML. */
export function vscodeData(manifest) {
  return {
    version: 1.1,
    tags: elementsOf(manifest).map(({ tagName, description, attributes }) => ({
      name: tagName,
      description: { kind: 'markdown', value: description },
      attributes: attributes.map(({ name, description, type }) => ({
        name,
        description: { kind: 'markdown', value: description },
        ...(type.text === 'boolean' ? { valueSet: 'v' } : {}),
        ...(choices(type).length ? { values: choices(type) } : {}),
      })),
    })),
  };
}

const described = ({ name, description }) => ({ name, description });

/** JetBrains' web-types. */
export function webTypes(manifest, { name, version }) {
  return {
    $schema: 'https://json.schemastore.org/web-types',
    name,
    version,
    'js-types-syntax': 'typescript',
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: elementsOf(manifest).map((element) => ({
          name: element.tagName,
          description: element.description,
          attributes: element.attributes.map(({ type, ...attribute }) => ({
            ...described(attribute),
            value:
              type.text === 'boolean'
                ? { kind: 'no-value', type: 'boolean' }
                : { kind: 'plain', type: choices(type).length ? choices(type).map(quoted) : type.text },
          })),
          slots: element.slots.map(described),
          js: {
            properties: element.members
              .filter(({ kind }) => kind === 'field')
              .map((field) => ({
                ...described(field),
                type: field.type.text,
                ...(field.readonly && { 'read-only': true }),
              })),
            events: element.events.map((event) => ({ ...described(event), type: event.type.text })),
          },
          css: {
            properties: element.cssProperties.map(described),
            parts: element.cssParts.map(described),
          },
        })),
      },
    },
  };
}

const quoted = ({ name }) => `'${name}'`;
