import type { Data } from './api';
import { type Entry, keep, take } from './batch';
import { guard, warn } from './guard';
import type { Store } from './store';

const MAX_WAITING = 200;
/** ms after which an unanswered request counts as failed. */
const TIMEOUT = 20_000;

export interface Transport {
  add(entry: Entry): void;
  /** Takes an entry back; false when it is on its way or gone. */
  cancel(entry: Entry): boolean;
  /** Sends what waits, one request at a time; resolves when the request under way is over. */
  flush(): Promise<void>;
  /** Sends what it can while the page hides and stores the rest. */
  hide(): void;
}

interface Settings {
  url: string;
  site: string;
  store: Store;
  /** The part of the context that is the same for all pages of a visit. */
  context: () => Data;
  /** Consent to send and to store. */
  allowed: () => boolean;
  /** False while a virtual page's title settles. */
  settled: () => boolean;
}

export const createTransport = ({ url, site, store, context, allowed, settled }: Settings): Transport => {
  let queue: Entry[] = [];
  let sending: Entry[] = [];
  let current: Promise<void> | undefined;
  let waiting = false;
  let scheduled = false;
  let drained = false;
  let stored = false;
  let tries = 0;
  /** A visitor without a cookie gets it with the first answer: until then a second request would make a second visitor. */
  let answered = false;

  const render = (batch: Entry[]): string =>
    JSON.stringify({
      site,
      sent: Date.now(),
      context: { ...batch[0].page, ...context() },
      events: batch.map(entry => entry.event),
    });

  const save = (): void => {
    stored = true;
    store.save(queue);
  };

  const remove = (batch: Entry[]): void => {
    queue = queue.filter(entry => !batch.includes(entry));
    if (stored) store.save([], batch);
  };

  /** ms to wait before the next try; 0 when the batch is done with. */
  const post = async (batch: Entry[], body: string): Promise<number> => {
    let after = 0;
    try {
      // A string goes as text/plain: no preflight. A retry is without keepalive, whose quota may have been the reason.
      const keepalive = !tries;
      const signal = AbortSignal.timeout?.(TIMEOUT);
      const answer = await fetch(url, { method: 'POST', body, credentials: 'include', keepalive, signal });
      if (answer.status !== 429 && answer.status < 500) {
        answered = true;
        tries = 0;
        remove(batch);
        if (!answer.ok) warn(`${url} answered ${answer.status}`);
        if (answer.status === 200) {
          const { rejected } = await answer.json().catch(() => ({}));
          for (const { reason } of rejected || []) warn(`event rejected: ${reason}`);
        }
        return 0;
      }
      const header = answer.headers.get('Retry-After') as string;
      after = +header * 1000 || Date.parse(header) - Date.now() || 0;
    } catch {
      // The network failed; the next try may not.
    }
    return after + 2 ** Math.min(tries++, 8) * (500 + 500 * Math.random());
  };

  const send = async (): Promise<void> => {
    const { batch, body } = take(queue, render);
    sending = batch;
    const wait = await post(batch, body);
    sending = [];
    current = undefined;
    if (wait) {
      waiting = true;
      setTimeout(() => {
        waiting = false;
        flush();
      }, wait);
      if (allowed()) save();
    } else flush();
  };

  /** Takes over what earlier pages could not deliver, in one tab only. */
  const drain = (): void => {
    drained = true;
    if (!store.read()[0]) return;
    store.alone(async () => {
      await current;
      const ids = queue.map(entry => entry.event.id);
      queue.unshift(...store.read().filter(entry => !ids.includes(entry.event.id)));
      stored = true;
      for (let before = -1; before !== queue.length && !waiting; ) {
        before = queue.length;
        await flush();
      }
    });
  };

  const flush = (): Promise<void> => {
    scheduled = false;
    if (!allowed()) return Promise.resolve();
    if (!current && !waiting && queue[0] && settled()) current = send();
    if (!drained) guard(drain);
    return current || Promise.resolve();
  };

  return {
    flush,
    add(entry) {
      queue.push(entry);
      // Held back for want of consent or network: the oldest go first, but no purchase.
      if (queue.length > MAX_WAITING) queue = keep(queue, MAX_WAITING, Infinity);
      if (!scheduled) {
        scheduled = true;
        // Where there is no requestIdleCallback, setTimeout takes the options for 0 ms: the next task.
        (self.requestIdleCallback || setTimeout)(flush, { timeout: 1000 } as IdleRequestOptions & number);
      }
    },
    cancel(entry) {
      const free = queue.includes(entry) && !sending.includes(entry);
      if (free) remove([entry]);
      return free;
    },
    hide() {
      if (!allowed()) return;
      const first = !answered;
      for (let limit: number | undefined; ; ) {
        const rest = queue.filter(entry => !sending.includes(entry));
        // A beacon has no answer: while the server asks for a pause, or its first answer is due, storing is safer.
        if (!rest[0] || waiting || (first && (answered || sending[0]))) break;
        const { batch, body } = take(rest, render, limit);
        if (navigator.sendBeacon(url, new Blob([body], { type: 'text/plain' }))) {
          answered = true;
          remove(batch);
        } else if (batch[1]) limit = batch.length >> 1;
        else {
          flush();
          break;
        }
      }
      if (queue[0]) save();
    },
  };
};
