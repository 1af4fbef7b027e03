// Makes dist/: the core, the parts, the snippet and the manifest that the server reads. Fails over budget.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import esbuild from 'esbuild';
import { minify } from 'terser';
import { assemble, fillSnippet, PROLOGUE } from './assemble.mjs';

const ROOT = new URL('..', import.meta.url).pathname;
const DIST = `${ROOT}dist/`;
/** Bytes, brotli quality 11. */
const BUDGETS = { 'container, no tags': 4096, 'container, all parts': 12_288, snippet: 700, 'module.offers': 3072 };
const BANNER_MARK = '"use strict";';

const options = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  target: 'es2021',
  charset: 'utf8',
  mangleProps: /^_[a-z]/,
  reserveProps: /^_(clear|fbq)$/,
  legalComments: 'none',
};

/** What names that begin with _ are called, the same in the core and in all parts. */
let mangleCache = {};

const bundle = async input => {
  const result = await esbuild.build({ ...options, mangleCache, ...input });
  mangleCache = result.mangleCache;
  return result.outputFiles[0].text.trim();
};

/** An ES module with one default export as one expression. */
const expression = (text, name) => {
  const match = /^([\s\S]*?)export\s*\{\s*(\w+) as default\s*\};?\s*$/.exec(text);
  if (!match) throw new Error(`${name}: expected one default export at the end, got …${text.slice(-80)}`);
  return `(()=>{${match[1]}return ${match[2]}})()`;
};

const LETTERS = 'etrnaiolscudpmfghyvbwkxSjOTACDEMPLNRIFBHUVWGzqJKYQXZ$_';
/** The same order of names in each part, whatever letters it holds: brotli then finds more of one in the others. */
const names = {
  get: n => {
    let name = LETTERS[n % LETTERS.length];
    for (let rest = Math.floor(n / LETTERS.length); rest > 0; rest = Math.floor((rest - 1) / LETTERS.length))
      name += LETTERS[(rest - 1) % LETTERS.length];
    return name;
  },
};

/** A second pass: terser joins and inlines more than esbuild does, about 4 % after brotli. */
const shrink = async (text, name, more) => {
  const compress = {
    passes: 3,
    inline: 1,
    sequences: false,
    conditionals: false,
    unsafe: true,
    unsafe_arrows: true,
    keep_fargs: false,
    pure_getters: true,
    ...more,
  };
  const { code } = await minify(`export default ${expression(text, name)}`, {
    ecma: 2020,
    module: true,
    compress,
    mangle: { nth_identifier: names },
  });
  return code.replace(/^export default\s*/, '').replace(/;$/, '');
};

/** Text of a part without its `spec`, which only the manifest and the server need. */
const partText = async (file, name) => {
  const stdin = { contents: `import { run } from './${file}';export default run`, resolveDir: ROOT };
  return shrink(await bundle({ stdin, minify: false, minifySyntax: true }), name);
};

const evaluate = async file => {
  const text = await bundle({ entryPoints: [file], minify: false });
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
};

const brotli = text =>
  brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text) },
  }).length;

const written = (file, text) => {
  mkdirSync(new URL('.', `file://${DIST}${file}`), { recursive: true });
  writeFileSync(DIST + file, text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { file, size: Buffer.byteLength(text), brotli: brotli(text), sha256 };
};

rmSync(DIST, { recursive: true, force: true });
const { PARTS } = await evaluate('src/registry.ts');
const { GROUPS } = await evaluate('src/groups.ts');
const { BUILT_INS } = await evaluate('src/builtins.ts');
const { EVENTS } = await evaluate('src/events.ts');

const core = await shrink(
  await bundle({ entryPoints: ['src/core/boot.ts'], minify: false, minifySyntax: true }),
  'core',
  // What parts say to vendors has to stay true or false.
  { booleans_as_integers: true, unsafe_comps: true },
);
const parts = {};
const manifest = { prologue: PROLOGUE, core: written('core.js', core), parts: [] };
for (const name of PARTS) {
  const [kind, id] = name.split('.');
  const file = `src/${kind}s/${id}.ts`;
  const { spec, run } = await evaluate(file);
  if (spec.id !== id) throw new Error(`${file}: spec.id is ${spec.id}, expected ${id}`);
  // A trigger that does nothing but wait has no code.
  if (run) parts[name] = await partText(file, name);
  manifest.parts.push({ kind, ...spec, ...(run && written(`parts/${name}.js`, parts[name])) });
}
/** Only for those who build; and what only sites load whose offers are on, with a budget of its own. */
const APART = /^module\.(preview|picker|offers)$/;
const visitors = Object.fromEntries(Object.entries(parts).filter(([name]) => !APART.test(name)));
const snippet = (await bundle({ entryPoints: ['src/snippet/snippet.ts'], format: 'iife' })).replace(BANNER_MARK, '');
Object.assign(manifest, { groups: GROUPS, builtIns: BUILT_INS, events: EVENTS });
manifest.snippet = {
  ...written('snippet.js', snippet),
  placeholders: ['__URL__', '__SITE__', '__LAYER__'],
  noscript: readFileSync(`${ROOT}src/snippet/noscript.html`, 'utf8').trim(),
};
const config = {
  site: 'WT-7K2M9QX',
  version: 1,
  consent: 'ask',
  dataLayer: 'dataLayer',
  country: 'BD',
  language: 'bn',
};
const rows = {
  'container, no tags': assemble(core, {}, config),
  'container, all parts': assemble(core, visitors, config),
  snippet: fillSnippet(snippet, { url: 'https://shop.example/t/WT-7K2M9QX.js', site: config.site }),
  ...Object.fromEntries(Object.entries(parts)),
};
const sizeOf = text => ({ size: Buffer.byteLength(text), brotli: brotli(text) });
// What a whole container weighs, for a site with every setting: the console compares before publishing.
manifest.container = sizeOf(rows['container, no tags']);
manifest.containerAllParts = sizeOf(rows['container, all parts']);
writeFileSync(`${DIST}manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);

let over = false;
console.log(`${'bytes'.padEnd(28)}${['raw', 'gzip -9', 'brotli 11', 'budget'].map(h => h.padStart(10)).join('')}`);
for (const [name, text] of Object.entries(rows)) {
  const sizes = [Buffer.byteLength(text), gzipSync(text, { level: 9 }).length, brotli(text), BUDGETS[name] ?? ''];
  console.log(name.padEnd(28) + sizes.map(size => `${size}`.padStart(10)).join(''));
  if (sizes[2] > BUDGETS[name]) {
    console.error(`${name}: ${sizes[2]} bytes are over the budget of ${BUDGETS[name]}`);
    over = true;
  }
}
if (over) process.exitCode = 1;
