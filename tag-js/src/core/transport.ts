import type { Data, Runtime } from './api';
import { type Entry, keep, take, without } from './batch';
import { warn } from './guard';
import { SETTLE, settled } from './pages';
import { alone, readStore, store } from './store';

const MAX_WAITING = 200;
/** ms after which an unanswered request counts as failed. */
const TIMEOUT = 20_000;

let runtime: Runtime;
/** The part of the context that is the same for all pages of a visit. */
let context: () => Data;
/** Consent to send and to store. */
let allowed: () => boolean;

let queue: Entry[] = [];
let sending: Entry[] = [];
/** The request under way, and after one that failed the pause until the next. */
let current: Promise<void> | undefined;
/** When the request under way counts as lost. */
let due = Infinity;
let saved = false;
let tries = 0;
/** A visitor without a cookie gets it with the first answer: until then a second request would make a second visitor. */
let answered = false;

/** What may be sent now. An event without data says that somebody refuses something, and nothing else: even then. */
const ready = (): Entry[] => queue.filter(entry => !entry.event.data || allowed());

export const openTransport = (of: Runtime, about: typeof context, may: typeof allowed): void => {
  runtime = of;
  context = about;
  allowed = may;
};

/** Runs when the page is idle. Where there is no requestIdleCallback, setTimeout takes the options for 0 ms: the next task. */
const idle = (run: () => unknown): void => {
  (self.requestIdleCallback || setTimeout)(run, { timeout: 1000 } as IdleRequestOptions & number);
};

const render = (batch: Entry[]): string =>
  JSON.stringify({
    site: runtime.config.site,
    sent: Date.now(),
    // Whoever refuses to be recognised says that only: not where he is, nor who.
    context: { consent: runtime._states(), ...(allowed() && { ...batch[0].page, ...context() }) },
    events: batch.map(entry => entry.event),
    want: runtime._hear && Object.keys(runtime._hear),
  });

const remove = (batch: Entry[]): void => {
  queue = without(queue, batch);
  if (saved) store([], batch);
};

const save = (): void => {
  if (!allowed()) return;
  saved = true;
  store(queue);
};

const send = async (): Promise<void> => {
  const [batch, body] = take(ready(), render);
  let pause = 0;
  sending = batch;
  try {
    due = Date.now() + TIMEOUT;
    // The browser notes who calls for a request, and V8 reads their code anew for that: a microtask of fetch alone has no callers.
    // A string goes as text/plain: no preflight. A retry is without keepalive, whose quota may have been the reason.
    const init: RequestInit = { method: 'POST', credentials: 'include', keepalive: !tries, body };
    const answer = await Promise.resolve().then(fetch.bind(self, runtime.url, init));
    const { status } = answer;
    if (status === 429 || status > 499) {
      pause = +(answer.headers.get('Retry-After') as string) * 1000 || 0;
      throw status;
    }
    // The first touch of localStorage may block for ms: it waits until an answer came and the page is idle.
    if (!answered) idle(drain);
    // Whoever refused may have no cookie any more.
    answered = allowed();
    tries = 0;
    remove(batch);
    if (!answer.ok) warn(`rejected: ${status}`);
    // Nonsense here ends in the catch below, where nothing is left to be sent again.
    if (status === 200) {
      const said = await answer.json();
      for (const key in said) runtime._hear?.[key]?.(said[key]);
      for (const { reason } of said.rejected || []) warn(`rejected: ${reason}`);
    }
  } catch {
    pause += 2 ** Math.min(tries++, 8) * (500 + 500 * Math.random());
    save();
  }
  due = Infinity;
  sending = [];
  if (pause) await new Promise(resolve => setTimeout(resolve, pause));
  current = undefined;
  flush();
};

/** Takes over what earlier pages could not deliver, in one tab only. */
const drain = (): void => {
  if (!readStore()[0]) return;
  alone(async () => {
    await current;
    // What the tab before us has written reaches this one's copy of the storage a little later.
    await new Promise(resolve => setTimeout(resolve, SETTLE));
    const old = without(readStore(), queue);
    queue.unshift(...old);
    saved = true;
    while (old.some(entry => queue.includes(entry)) && flush()) await current;
  });
};

/** Sends what waits, one request at a time; resolves when the request under way is over. */
export const flush = (): Promise<void> | undefined => {
  // Who sends next looks: an AbortSignal would cost as much time as the request itself, a timer a tenth of it.
  if (Date.now() > due) current = undefined;
  if (!current && ready()[0]) {
    if (settled()) current = send();
    else setTimeout(flush, SETTLE);
  }
  return current;
};

export const add = (entry: Entry): void => {
  queue.push(entry);
  // Held back for want of consent or network: the oldest go first, but no purchase.
  if (queue.length > MAX_WAITING) queue = keep(queue, MAX_WAITING, Infinity);
  // Until the first answer whoever is under way, or was refused, looks here again himself.
  if (answered || Date.now() > due) idle(flush);
};

/** Takes an entry back; false when it is on its way or gone. */
export const cancel = (entry: Entry): boolean => {
  if (!without(queue, sending).includes(entry)) return false;
  remove([entry]);
  return true;
};

/** Sends what it can while the page hides. Everything is stored: a beacon has no answer, so the next page sends it again. */
export const flushHidden = (): void => {
  let rest: Entry[];
  let limit: number | undefined;
  if (queue[0]) save();
  // While the server wants a pause, or the first answer is due, storing is enough.
  while ((!current || (answered && sending[0])) && (rest = without(ready(), sending))[0]) {
    const [batch, body] = take(rest, render, limit);
    if (navigator.sendBeacon(runtime.url, body)) {
      queue = without(queue, batch);
      if (!answered) break;
    } else if (batch[1]) limit = batch.length >> 1;
    else {
      flush();
      break;
    }
  }
};
