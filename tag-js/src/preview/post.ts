/** ms in which messages are collected. */
const PACE = 200;
/** Bytes of one body, below what beacons of a page share. */
const MAX_BODY = 40_000;
/** Messages that wait while the server is away; the oldest go. */
const MAX_WAITING = 2000;
/** ms until the next try. */
const PAUSE = 2000;

/** Brings messages to the preview in the console, in order, over navigations too. */
export const createPost = (url: string, head: () => object) => {
  let waiting: string[] = [];
  let timer: number | undefined;
  let busy = false;
  let over = false;

  /** The first messages that fit into one body. */
  const take = (): string[] => {
    let size = 0;
    const end = waiting.findIndex((text, n) => (size += new Blob([text]).size) > MAX_BODY && n > 0);
    return waiting.splice(0, end < 0 ? waiting.length : end);
  };
  const body = (batch: string[]): string => `${JSON.stringify(head()).slice(0, -1)},"messages":[${batch.join(',')}]}`;

  const flush = async (): Promise<void> => {
    timer = undefined;
    if (busy || over || !waiting[0]) return;
    busy = true;
    const batch = take();
    let pause = 0;
    try {
      const answer = await fetch(url, { method: 'POST', body: body(batch), credentials: 'include', keepalive: true });
      if (answer.status === 429 || answer.status > 499) throw answer.status;
      // The link has expired, or somebody ended the preview: this page goes on as for any visitor.
      over = !answer.ok;
    } catch {
      pause = PAUSE;
      waiting = [...batch, ...waiting].slice(-MAX_WAITING);
    }
    busy = false;
    if (waiting[0]) timer = setTimeout(flush, pause);
  };

  const hide = (): void => {
    while (!over && waiting[0]) {
      const batch = take();
      if (navigator.sendBeacon(url, new Blob([body(batch)], { type: 'text/plain' }))) continue;
      waiting = [...batch, ...waiting];
      return;
    }
  };
  addEventListener('pagehide', hide);
  addEventListener('visibilitychange', () => document.hidden && hide());

  return (message: object): void => {
    if (over) return;
    waiting.push(JSON.stringify(message));
    if (waiting.length > MAX_WAITING) waiting.shift();
    if (timer === undefined) timer = setTimeout(flush, PACE);
  };
};
