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

/** The inline snippet for one site; the server wraps it in `<script nonce="…">`. */
export const fillSnippet = (snippet, { url, site, dataLayer = 'dataLayer' }) => {
  const values = { __URL__: url, __SITE__: site, __LAYER__: dataLayer };
  return snippet.replace(/__(URL|SITE|LAYER)__/g, name => scriptJson(values[name]).slice(1, -1));
};
