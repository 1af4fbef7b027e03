// Makes dist/: compiled templates' sources, assets with hashed names, messages, and manifest.json that lists them.
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const src = join(root, 'src');
const dist = join(root, 'dist');
const modules = join(root, 'node_modules');

await rm(dist, { recursive: true, force: true });
await mkdir(dist);
await templates();
await icons();
await licences();
await cp(join(src, 'messages'), join(dist, 'messages'), { recursive: true });
const assets = await bundle();
await writeFile(
  join(dist, 'manifest.json'),
  JSON.stringify({ templates: await names(join(dist, 'templates')), assets }, null, 1),
);

async function templates() {
  const hbs = (path) => !basename(path).includes('.') || path.endsWith('.hbs');
  for (const folder of ['layouts', 'partials', 'pages']) {
    await cp(join(src, folder), join(dist, 'templates', folder), { recursive: true, filter: hbs });
  }
}

/** Each icon becomes a partial, so that it takes the colour of its text and costs no request. */
async function icons() {
  const folder = join(dist, 'templates', 'icons');
  await mkdir(folder, { recursive: true });
  for (const name of JSON.parse(await readFile(join(root, 'build', 'icons.json'), 'utf8'))) {
    const svg = await readFile(join(modules, 'lucide-static', 'icons', `${name}.svg`), 'utf8');
    const inner = svg.replace(/<!--.*?-->|<svg[^>]*>|<\/svg>|\n\s*/gs, '').replaceAll(' />', '/>');
    await writeFile(
      join(folder, `${name}.hbs`),
      `<svg class="icon" aria-hidden="true" viewBox="0 0 24 24" width="16" height="16" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${inner}</svg>`,
    );
  }
}

/** The licences of what is shipped inside the bundle. */
async function licences() {
  const texts = {
    'noto-sans-bengali-OFL.txt': '@fontsource-variable/noto-sans-bengali/LICENSE',
    'lucide.txt': 'lucide-static/LICENSE',
    'htmx.txt': 'htmx.org/LICENSE',
    'uplot.txt': 'uplot/LICENSE',
    'codemirror.txt': '@codemirror/view/LICENSE',
  };
  for (const [name, path] of Object.entries(texts)) {
    await cp(join(modules, path), join(dist, 'licences', name));
  }
}

/** @returns logical name → file name in assets/ */
async function bundle() {
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { console: 'src/console.ts', style: 'src/styles/style.css' },
    outdir: join(dist, 'assets'),
    entryNames: '[name].[hash]',
    chunkNames: '[name].[hash]',
    assetNames: '[name].[hash]',
    loader: { '.woff2': 'file', '.svg': 'file' },
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    metafile: true,
    legalComments: 'none',
  });
  const assets = {};
  for (const [path, output] of Object.entries(result.metafile.outputs)) {
    const file = relative('dist/assets', path);
    if (output.entryPoint === 'src/console.ts') assets['console.js'] = file;
    else if (output.entryPoint === 'src/styles/style.css') assets['style.css'] = file;
    else if (file.endsWith('.woff2')) assets['bengali.woff2'] = file;
    else assets[file] = file;
  }
  await cp(join(src, 'icons', 'favicon.svg'), join(dist, 'assets', 'favicon.svg'));
  assets['favicon.svg'] = 'favicon.svg';
  return assets;
}

async function names(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).replace(/\.hbs$/, ''))
    .sort();
}
