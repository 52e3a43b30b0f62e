/**
 * Declaration files whose properties name their attributes. Tools that read the types alone, such as lit-analyzer, know
 * an attribute by `@attr`; the docstrings of the sources are kept free of it.
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
