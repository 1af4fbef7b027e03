// A browser that nobody looks into: through Playwright or open DevTools each request, script and navigation of a page takes
// more of its main thread, since they are told of them. Here a page is told where to go and how slow it is to be, no more.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** What the DevTools protocol says, of which each caller knows its part. */
// biome-ignore lint/suspicious/noExplicitAny: the protocol comes without types
type Said = any;
type Hear = (params: Said, session?: string) => void;

/** What Playwright starts a browser with that bears on time: the tab is not in the background, no trials, no extensions. */
const FLAGS = [
  '--headless',
  '--remote-debugging-pipe',
  '--disable-field-trial-config',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-background-timer-throttling',
  '--disable-back-forward-cache',
  '--disable-extensions',
  '--disable-dev-shm-usage',
];

export class Chrome {
  readonly #process: ChildProcess;
  readonly #folder = mkdtempSync(join(tmpdir(), 'warmtag-bench-'));
  readonly #waiting = new Map<number, { done: (result: Said) => void; failed: (reason: Error) => void }>();
  readonly #hearing = new Map<string, Set<Hear>>();
  readonly #gone: Promise<void>;
  #last = 0;

  constructor(path: string, args: string[]) {
    const all = [...FLAGS, `--user-data-dir=${this.#folder}`, ...args, 'about:blank'];
    this.#process = spawn(path, all, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    this.#gone = new Promise(done => {
      this.#process.once('error', done).once('exit', () => done());
    });
    this.#gone.then(() => {
      for (const { failed } of this.#waiting.values()) failed(new Error(`${path} has ended or did not start`));
    });
    (this.#process.stdio[3] as Writable).on('error', () => {});
    let text = '';
    (this.#process.stdio[4] as Readable).setEncoding('utf8').on('data', (chunk: string) => {
      const messages = (text + chunk).split('\0');
      text = messages.pop() as string;
      for (const message of messages) this.#take(JSON.parse(message));
    });
  }

  #take({ id, result, error, method, params, sessionId }: Said): void {
    const asked = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) asked?.failed(new Error(error.message));
    else asked?.done(result);
    for (const hear of this.#hearing.get(method) || []) hear(params, sessionId);
  }

  send(method: string, params: object = {}, sessionId?: string): Promise<Said> {
    const id = ++this.#last;
    const answer = new Promise<Said>((done, failed) => this.#waiting.set(id, { done, failed }));
    (this.#process.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return answer;
  }

  /** Hears what the browser tells, until the result is called. */
  on(method: string, hear: Hear): () => void {
    const all = this.#hearing.get(method) || new Set();
    this.#hearing.set(method, all.add(hear));
    return () => all.delete(hear);
  }

  /** Resolves when the browser tells this next. */
  once(method: string): Promise<Said> {
    return new Promise(done => {
      const off = this.on(method, params => {
        off();
        done(params);
      });
    });
  }

  async close(): Promise<void> {
    await this.send('Browser.close');
    await this.#gone;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
