/**
 * Tells V8 that nothing is left for later: it then compiles all functions ahead, off the main thread, which halves the
 * time of a boot. Other engines take it for a comment. It must be the first line of the file.
 */
export const PROLOGUE = '//# allFunctionsCalledOnLoad\n';

/** JSON that may stand inside a script, inline too. */
export const scriptJson = value =>
  JSON.stringify(value).replace(/[<\u2028\u2029]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * A container, exactly as the server puts it together when a version is published.
 *
 * @param {string} core text of core.js
 * @param {Record<string, string>} parts texts of parts by `<kind>.<id>`
 * @param {import('../src/core/api').Config} config
 */
export const assemble = (core, parts, config) => {
  const entries = Object.entries(parts).map(([name, text]) => `${scriptJson(name)}:${text}`);
  return `${PROLOGUE}(()=>{var p={${entries.join(',')}};(${core})(p,${scriptJson(config)})})()`;
};

/**
 * Names of the parts that a container needs for `config.tags`, in the manifest's order: every type that is used and what
 * it builds on.
 *
 * @param {{parts: {kind: string, id: string, needs?: string[]}[]}} manifest
 * @param {import('../src/core/api').Config['tags']} tags
 * @param {string[]} more parts that the site uses anyway
 */
export const partsFor = (manifest, tags, more = []) => {
  const known = new Map(manifest.parts.map(part => [`${part.kind}.${part.id}`, part]));
  const names = new Set();
  const add = name => {
    if (names.has(name)) return;
    if (!known.has(name)) throw new Error(`tag-js was built without the part ${name}`);
    names.add(name);
    known.get(name).needs?.forEach(add);
  };
  more.forEach(add);
  if (tags) {
    add('module.engine');
    for (const [kind, list] of [
      ['variable', tags.v],
      ['trigger', tags.s.map(n => tags.r[n])],
      ['tag', tags.t],
    ])
      for (const [type] of list) add(`${kind}.${type}`);
  }
  return [...known.keys()].filter(name => names.has(name));
};

/** The part `code`: users' functions, each `v=>(<one function expression>)`. */
export const codePart = functions => `[${functions.join(',')}]`;

/** The inline snippet for one site; the server wraps it in `<script nonce="…">`. */
export const fillSnippet = (snippet, { url, site, dataLayer = 'dataLayer' }) => {
  const values = { __URL__: url, __SITE__: site, __LAYER__: dataLayer };
  return snippet.replace(/__(URL|SITE|LAYER)__/g, name => scriptJson(values[name]).slice(1, -1));
};
