/**
 * Adds the attribute to each property in the declaration files. Tools that read only the types, such as lit-analyzer, find
 * attributes by `@attr`, which the docstrings of the sources do not contain.
 */

/** A docstring, the white space after it, and the name of the property. */
const DOCUMENTED = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n(\s+)(\w+):/g;

/**
 * @param {string} text - a declaration file
 * @param {Map<string, string>} attributes - attributes by the name of their property
 */
export function withAttributes(text, attributes) {
  return text.replace(DOCUMENTED, (whole, doc, indent, name) => {
    const attribute = attributes.get(name);
    if (!attribute || doc.includes('@attr')) return whole;
    return `/**${doc.trimEnd()}\n${indent} * @attr ${attribute}\n${indent} */\n${indent}${name}:`;
  });
}
