import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { assemble, codePart, fillSnippet, partsFor } from '../build/assemble.mjs';
import type { Config, Data, WarmtagEvent } from '../src/core/api.ts';

export const SITE = 'WT-7K2M9QX';
const DIST = new URL('../dist/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, DIST), 'utf8');

/** One `POST /e` as it came in. */
export interface Body {
  site: string;
  sent: number;
  context: { url: string; referrer: string; title: string; consent: Data; automated?: boolean; [key: string]: unknown };
  events: WarmtagEvent[];
  want?: string[];
}
export interface Request {
  body: Body;
  bytes: number;
  path: string;
  at: number;
  cookie: string;
  type: string;
  /** `no-cors`: a beacon. */
  mode: string;
}

/** One `POST /p` of the preview. */
export interface Preview {
  site: string;
  version: number;
  page: { id: string; url: string; title: string };
  messages: (Data & { kind: string; n: number })[];
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** ms until the answer is given. */
  after?: number;
  /** Cuts the connection instead of answering. */
  cut?: boolean;
}

export interface PageOptions {
  config?: Partial<Config>;
  parts?: string[];
  /** Users' functions, compiled: `v=>(function(){…})`. */
  code?: string[];
  /** Before the snippet, in the head. */
  before?: string;
  /** After the snippet, in the head. */
  after?: string;
  body?: string;
  html?: string;
  csp?: string;
  /**
   * `blocked`: the container answers 404; `hangs`: never; `empty`: a file that does nothing; `bare`: one that only posts;
   * `vendors`: one that also adds two vendors' scripts and an inline one.
   */
  container?: 'blocked' | 'hangs' | 'empty' | 'bare' | 'vendors';
  /** Path put before `/t` and `/e`. */
  prefix?: string;
  twice?: boolean;
}

/** A shop with one page per path, a container per page, and a recorder of what arrives. */
export class Shop {
  readonly requests: Request[] = [];
  /** Bodies of `POST /p`. */
  readonly previews: Preview[] = [];
  /** Paths and queries of every GET. */
  readonly served: string[] = [];
  /** Answers to coming requests, in order; `204` when there is none. */
  readonly answers: Answer[] = [];
  readonly pages = new Map<string, PageOptions>();
  /** Pages that listen at `/s` now. */
  readonly listeners = new Set<ServerResponse>();
  #server = createServer((request, response) => this.#serve(request, response));
  #changed: (() => void)[] = [];

  async open(): Promise<this> {
    await new Promise<void>(done => this.#server.listen(0, '127.0.0.1', done));
    return this;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(done => this.#server.close(done));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Makes a page and returns its address. */
  page(path: string, options: PageOptions = {}): string {
    this.pages.set(path, options);
    return this.origin + path;
  }

  get events(): (WarmtagEvent & { context: Body['context'] })[] {
    return this.requests.flatMap(({ body }) => body.events.map(event => ({ ...event, context: body.context })));
  }

  names(): string[] {
    return this.events.map(event => event.name);
  }

  /** What the preview was told, of one kind. */
  told(kind: string): (Data & { kind: string; n: number })[] {
    return this.previews.flatMap(({ messages }) => messages).filter(message => message.kind === kind);
  }

  /** Sends a server-sent event to every page that listens. */
  stream(event: string, data: unknown): void {
    for (const listener of this.listeners) listener.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Resolves once the requests so far meet a condition. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>(done => this.#changed.push(done));
  }

  /** Resolves with the first event of a name. */
  async event(name: string): Promise<WarmtagEvent & { context: Body['context'] }> {
    await this.until(() => this.names().includes(name));
    return this.events.find(event => event.name === name) as WarmtagEvent & { context: Body['context'] };
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url as string, this.origin).pathname;
    if (request.method === 'GET') this.served.push(request.url as string);
    this.#tell();
    if (request.method === 'POST') this.#collect(request, response, path);
    else if (path.endsWith('/s')) this.#listen(response);
    else if (path.endsWith('.js')) this.#container(request, response, path);
    else this.#page(response, path);
  }

  #tell(): void {
    for (const done of this.#changed.splice(0)) done();
  }

  #listen(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('retry: 3000\n\n');
    this.listeners.add(response);
    response.on('close', () => {
      this.listeners.delete(response);
      this.#tell();
    });
    this.#tell();
  }

  #collect(request: IncomingMessage, response: ServerResponse, path: string): void {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks);
      const { cookie = '', 'content-type': type = '', 'sec-fetch-mode': mode = '' } = request.headers;
      if (path.endsWith('/p')) {
        this.previews.push(JSON.parse(text.toString()));
        response.writeHead(204).end();
        return this.#tell();
      }
      const body = JSON.parse(text.toString()) as Body;
      this.requests.push({ body, bytes: text.length, path, at: Date.now(), cookie, type, mode: `${mode}` });
      const answer = this.answers.shift() || { status: 204 };
      setTimeout(() => {
        if (answer.cut) request.socket.destroy();
        else
          response
            .writeHead(answer.status, { 'Set-Cookie': '_wt=v1; HttpOnly; Path=/', ...answer.headers })
            .end(answer.body);
      }, answer.after || 0);
      this.#tell();
    });
  }

  /** `/t/<site>.js?page=<path>`: each page of a test may have its own container. */
  #container(request: IncomingMessage, response: ServerResponse, path: string): void {
    const of = new URL(request.url as string, this.origin).searchParams.get('page') || path;
    const options = this.pages.get(of) || {};
    if (options.container === 'hangs') return;
    if (options.container === 'blocked') return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'max-age=60' });
    response.end(options.container ? SUBSTITUTES[options.container] : containerOf(options));
  }

  #page(response: ServerResponse, path: string): void {
    const options = this.pages.get(path);
    if (!options) {
      response.writeHead(404, { 'Content-Type': 'text/html' }).end('<title>Nothing here</title>');
      return;
    }
    const { csp, html = '<html lang="en">', before = '', after = '', body = '', prefix = '' } = options;
    const headers: Record<string, string> = { 'Content-Type': 'text/html; charset=utf-8' };
    if (csp) headers['Content-Security-Policy'] = csp;
    const url = `${this.origin}${prefix}/t/${SITE}.js?page=${encodeURIComponent(path)}`;
    const text = fillSnippet(read('snippet.js'), { url, site: SITE, dataLayer: options.config?.dataLayer });
    const snippet = `<script nonce="abc">${text}</script>`.repeat(options.twice ? 2 : 1);
    const title = `<title>Page ${path}</title>`;
    response.writeHead(200, headers);
    response.end(`<!doctype html>${html}<meta charset="utf-8">${title}${before}${snippet}${after}<body>${body}`);
  }
}

/** What the browser itself takes for a request: the floor of every benchmark. */
const BARE = `fetch('/e',{method:'POST',keepalive:true,body:'{"events":[{"name":"page_view"}]}'})`;
/** And for what the 75 tags of the benchmark make it load. */
const VENDORS = `${BARE};['https://www.googletagmanager.com/gtag/js?id=G-1','https://connect.facebook.net/en_US/fbevents.js']
.forEach(u=>{var s=document.createElement('script');s.src=u;document.head.append(s)});
var s=document.createElement('script');s.text='window.group="other"';document.body.append(s)`;
const SUBSTITUTES = { empty: '', bare: BARE, vendors: VENDORS };

export const CONFIG: Config = { site: SITE, version: 1, consent: 'none', dataLayer: 'dataLayer', language: 'en' };

const containerOf = ({ config, parts, code }: PageOptions): string => {
  const manifest = JSON.parse(read('manifest.json'));
  const names = partsFor(manifest, config?.tags, parts);
  const texts = Object.fromEntries(names.map(name => [name, read(`parts/${name}.js`)]));
  if (code) texts.code = codePart(code);
  return assemble(read('core.js'), texts, { ...CONFIG, ...config });
};
