// Serves the demo shop's files as Warmtag does, under the strict policy that a careful shop would set.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILES = fileURLToPath(new URL('../../main/resources/demo/', import.meta.url));
const FONT = fileURLToPath(
  new URL(
    '../../../../admin-ui/node_modules/@fontsource-variable/noto-sans-bengali/files/noto-sans-bengali-bengali-wght-normal.woff2',
    import.meta.url,
  ),
);
const NONCE = 'dGVzdA';
const POLICY = [
  "default-src 'none'",
  `script-src 'self' 'nonce-${NONCE}'`,
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
].join('; ');
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

/** Starts on a free port. `snippet(nonce)` is put where the pages say `<!--warmtag-->`. */
export async function startDemo(snippet = () => '') {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://demo');
    const path = /^\/demo\/?$/.test(pathname) ? 'index.html' : normalize(pathname).replace(/^\/demo\//, '');
    const type = TYPES[extname(path)];
    const body = type && (await readFile(path === 'bengali.woff2' ? FONT : join(FILES, path)).catch(() => null));
    if (!body) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': POLICY });
    response.end(extname(path) === '.html' ? String(body).replace('<!--warmtag-->', snippet(NONCE)) : body);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
