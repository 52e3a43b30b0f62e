import { readFileSync } from 'node:fs';
import { format } from 'prettier';

const code = (text) => `\`${text}\``;
/** A table cell: in one line, with escaped `|`. */
const cell = (text = '') => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');

function table(heading, columns, rows) {
  if (!rows?.length) return '';
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;
  return [`### ${heading}`, '', line(columns), line(columns.map(() => '---')), ...rows.map(line), ''].join(
    '\n',
  );
}

const own = (list) => list?.filter(({ inheritedFrom }) => !inheritedFrom);
const ownOrOverridden = (declaration, base) =>
  declaration.members.filter(
    ({ name, inheritedFrom, description }) =>
      !inheritedFrom || base?.members.find((member) => member.name === name)?.description !== description,
  );

/** A parameter that is destructured has no name of its own. */
const parameter = ({ name, optional, default: value }) =>
  `${name.startsWith('{') ? 'options' : name}${optional || value !== undefined ? '?' : ''}`;

const signature = ({ name, parameters = [], return: result }) =>
  `${name}(${parameters.map(parameter).join(', ')})${result ? `: ${result.type.text}` : ''}`;

function section(declaration, heading, base) {
  const members = ownOrOverridden(declaration, base);
  const fields = members.filter(({ kind }) => kind === 'field');
  const settable = fields.filter(({ readonly }) => !readonly);
  return [
    `## ${heading}\n`,
    `${declaration.description}\n`,
    table(
      'Attributes and properties',
      ['attribute', 'property', 'type', 'meaning'],
      settable.map((f) => [
        f.attribute ? code(f.attribute) : '–',
        code(f.name),
        code(f.type.text),
        f.description,
      ]),
    ),
    table(
      'Read-only properties',
      ['property', 'type', 'meaning'],
      fields.filter(({ readonly }) => readonly).map((f) => [code(f.name), code(f.type.text), f.description]),
    ),
    table(
      'Methods',
      ['method', 'what it does'],
      members.filter(({ kind }) => kind === 'method').map((m) => [code(signature(m)), m.description]),
    ),
    table(
      'Events',
      ['event', 'type', 'when'],
      own(declaration.events)?.map((e) => [code(e.name), code(e.type.text), e.description]),
    ),
    table(
      'Slots',
      ['slot', 'what'],
      own(declaration.slots)?.map((s) => [code(s.name), s.description]),
    ),
    table(
      'CSS parts',
      ['part', 'what'],
      own(declaration.cssParts)?.map((p) => [code(p.name), p.description]),
    ),
    table(
      'CSS custom properties',
      ['property', 'default', 'what'],
      own(declaration.cssProperties)?.map((p) => [code(p.name), code(p.default), p.description]),
    ),
    table(
      'Custom states',
      ['state', 'when'],
      own(declaration.cssStates)?.map((s) => [code(`:state(${s.name})`), s.description]),
    ),
  ].join('\n');
}

/** A page of the docs that a docstring names by its file: a link to it, in code its title. */
function withLinks(text) {
  const titleOf = (path) =>
    /^# (.*)$/m.exec(readFileSync(new URL(`../../docs/${path}`, import.meta.url), 'utf8'))[1];
  return text
    .split(/(^```[^]*?^```$)/m)
    .map((part, at) =>
      part.replace(/`docs\/([\w/-]+\.md)`/g, (_, path) =>
        at % 2 ? `the page "${titleOf(path)}"` : `[${titleOf(path)}](${path})`,
      ),
    )
    .join('');
}

/** `docs/api.md`, generated entirely from the docstrings. */
export async function reference({ manifest, types, exported }) {
  const declarations = manifest.modules.flatMap((module) => module.declarations);
  const elements = declarations.filter(({ tagName }) => tagName);
  const base = declarations.find(({ name }) => name === 'CubeEmbedElement');
  const others = declarations.filter((d) => d !== base && !elements.includes(d));
  const functions = others.filter(({ kind }) => kind === 'function');
  const classes = others.filter(({ kind }) => kind === 'class');
  const text = [
    '# API reference',
    '',
    'All elements, functions and types of `cube-embed`, generated from the docstrings by `npm run docs -- api`. For the server, see [the session endpoint](server.md); for examples, [events and actions](events.md).',
    '',
    section(base, 'All elements'),
    ...elements.map((element) => section(element, code(`<${element.tagName}>`), base)),
    '## Functions\n',
    ...functions.map((f) => `### ${code(signature(f))}\n\n${f.description}\n`),
    ...classes.map((c) =>
      section(
        c,
        code(c.name),
        declarations.find(({ name }) => name === c.superclass?.name),
      ),
    ),
    '## Types\n',
    ...exported
      .filter((name) => types.has(name))
      .map((name) => `### ${code(name)}\n\n\`\`\`ts\n${types.get(name)}\n\`\`\`\n`),
  ].join('\n');
  return format(withLinks(text), { parser: 'markdown', singleQuote: true, printWidth: 110 });
}
