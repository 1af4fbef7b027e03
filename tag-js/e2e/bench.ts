// Prints one JSON object per line: main-thread time of the container at 4x CPU throttling, and sizes in bytes. What of a page's
// time counts as whose, and why, is said in shares.ts; why the browser is not Playwright's in chrome.ts.
import { readFileSync } from 'node:fs';
import config from '../playwright.config.ts';
import { BUDGET_CODE, budgetTags } from './benchTags.ts';
import { Chrome } from './chrome.ts';
import { type PageOptions, Shop } from './server.ts';
import { covered, type Shares, sharesOf, type TraceEvent } from './shares.ts';

const RUNS = 11;
const EVENTS = 100;
const THROTTLE = 4;
/** ms that a new window gets to come to rest, before its page is opened. */
const CALM = 300;
/** ms after the page view has come in, in which the page comes to rest: its answer, `load`, what earlier pages left. */
const REST = 500;

/** Runs something while the browser traces it. */
const traced = async (chrome: Chrome, run: () => Promise<void>): Promise<TraceEvent[]> => {
  const events: TraceEvent[] = [];
  const off = chrome.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  const includedCategories = ['devtools.timeline', 'toplevel'];
  await chrome.send('Tracing.start', { traceConfig: { includedCategories, excludedCategories: ['*'] } });
  await run();
  const done = chrome.once('Tracing.tracingComplete');
  await chrome.send('Tracing.end');
  await done;
  off();
  return events;
};

interface Tab {
  send(method: string, params?: object): ReturnType<Chrome['send']>;
  close(): Promise<void>;
}

/** A tab in a context of its own: nothing is cached. Vendors' scripts come as empty files: their own work is theirs. */
const tabOf = async (chrome: Chrome): Promise<Tab> => {
  const { browserContextId } = await chrome.send('Target.createBrowserContext');
  const { targetId } = await chrome.send('Target.createTarget', { url: 'about:blank', browserContextId });
  const { sessionId } = await chrome.send('Target.attachToTarget', { targetId, flatten: true });
  const send: Tab['send'] = (method, params) => chrome.send(method, params, sessionId);
  const off = chrome.on('Fetch.requestPaused', ({ requestId }, session) => {
    const responseHeaders = [{ name: 'Content-Type', value: 'text/javascript' }];
    if (session !== sessionId) return;
    send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders, body: '' }).catch(() => {
      // The page is gone, and with it who asked.
    });
  });
  await send('Fetch.enable', { patterns: [{ urlPattern: '*facebook*' }, { urlPattern: '*googletagmanager*' }] });
  await new Promise(resolve => setTimeout(resolve, CALM));
  return {
    send,
    close: async () => {
      off();
      await chrome.send('Target.disposeBrowserContext', { browserContextId });
    },
  };
};

/** Opens a page and waits for its page view. */
const open = async (tab: Tab, shop: Shop, options: PageOptions, rate: number): Promise<void> => {
  const count = shop.events.length;
  await tab.send('Emulation.setCPUThrottlingRate', { rate });
  await tab.send('Page.navigate', { url: shop.page('/', options) });
  if (options.container !== 'empty') await shop.until(() => shop.events.length > count);
};

const boot = async (chrome: Chrome, shop: Shop, options: PageOptions, rate: number): Promise<Shares> => {
  const tab = await tabOf(chrome);
  const trace = await traced(chrome, async () => {
    await open(tab, shop, options, rate);
    await new Promise(resolve => setTimeout(resolve, REST));
  });
  await tab.close();
  return sharesOf(trace, options.container !== 'empty');
};

/** Runs of one page, throttled and at the machine's own speed. */
type Runs = Record<'throttled' | 'own', Shares[]>;

/** Each page in turn, one after the other: what the machine does else meets all alike. */
const boots = async <P extends string>(
  chrome: Chrome,
  shop: Shop,
  pages: Record<P, PageOptions>,
): Promise<Record<P, Runs>> => {
  const names = Object.keys(pages) as P[];
  const runs = Object.fromEntries(names.map(name => [name, { throttled: [], own: [] }])) as unknown as Record<P, Runs>;
  for (let run = 0; run < RUNS; run++)
    for (const name of names) {
      runs[name].throttled.push(await boot(chrome, shop, pages[name], THROTTLE));
      runs[name].own.push(await boot(chrome, shop, pages[name], 1));
    }
  return runs;
};

/** ms for each of many pushed events, from the push to the request that carries it. */
const furthers = async (chrome: Chrome, shop: Shop, options: PageOptions): Promise<number[]> => {
  const times: number[] = [];
  const tab = await tabOf(chrome);
  await open(tab, shop, options, THROTTLE);
  for (let run = 0; run < RUNS; run++) {
    let pushing = 0;
    const count = shop.events.length;
    const flushing = await traced(chrome, async () => {
      const said = await tab.send('Runtime.evaluate', { expression: `(${push})(${EVENTS})`, returnByValue: true });
      pushing = said.result.value;
      await shop.until(() => shop.events.length === count + EVENTS);
    });
    times.push((pushing + covered(flushing)) / EVENTS);
  }
  await tab.close();
  return times;
};

const push = (events: number): number => {
  const { dataLayer } = window as unknown as { dataLayer: unknown[] };
  const items = [{ item_id: 'SKU_1', item_name: 'শাড়ি', price: 1290, quantity: 1 }];
  const start = performance.now();
  for (let i = 0; i < events; i++) {
    dataLayer.push({ event: 'add_to_cart', ecommerce: { currency: 'BDT', value: 1290, items } });
  }
  return performance.now() - start;
};

const median = (times: number[]): number => times.sort((a, b) => a - b)[RUNS >> 1];
const round = (ms: number): number => +ms.toFixed(3);
const line = (what: string, values: object): void => console.log(JSON.stringify({ bench: 'tag-js', what, ...values }));

/**
 * `ms`, `min`, `max`: as the browser throttles, which runs idle for three times as long as has gone by, waiting included: for a
 * core that other threads of the browser have, for memory. `times`: what the thread has worked unthrottled, times as much.
 */
const report = (what: string, times: number[], own?: number[], budget?: number): void => {
  const ms = median(times);
  const more = own && { times: round(median(own) * THROTTLE) };
  const [min, max] = [round(Math.min(...times)), round(Math.max(...times))];
  line(what, { ms: round(ms), min, max, ...more, budget, throttle: THROTTLE });
};

const all: PageOptions = { config: { tags: budgetTags() }, code: BUDGET_CODE };
const { executablePath = '', args = [] } = config.use?.launchOptions || {};
const shop = await new Shop().open();
const chrome = new Chrome(executablePath, args);
const { empty, bare, same, none, tags } = await boots(chrome, shop, {
  empty: { container: 'empty' },
  bare: { container: 'bare' },
  same: { container: 'vendors' },
  none: {},
  tags: all,
});
const share = (what: string, { throttled, own }: Runs, of: (shares: Shares) => number, budget?: number): void =>
  report(what, throttled.map(of), own.map(of), budget);
const more = (what: string, { throttled, own }: Runs): void => {
  const usual = (shares: Shares[]): number => median(shares.map(({ everything }) => everything));
  const over = (shares: Shares[], less: number): number[] => shares.map(({ everything }) => everything - less);
  report(what, over(throttled, usual(empty.throttled)), over(own, usual(empty.own)));
};
share('a script that only posts', bare, ({ boot }) => boot);
share('a script that posts and adds the same three scripts', same, ({ boot }) => boot);
share('no tags: boot + page view', none, ({ boot }) => boot, 10);
share('no tags: ours from then to rest', none, ({ after }) => after);
more('no tags: everything more than with an empty file', none);
share('75 tags: boot + page view', tags, ({ boot }) => boot, 10);
share('75 tags: code that users and vendors wrote', tags, ({ others }) => others);
share('75 tags: ours from then to rest', tags, ({ after }) => after);
more('75 tags: everything more than with an empty file', tags);
report('no tags: each further event', await furthers(chrome, shop, {}), undefined, 1);
report('75 tags: each further event', await furthers(chrome, shop, all), undefined, 1);
await chrome.close();
await shop.close();
const manifest = JSON.parse(readFileSync(new URL('../dist/manifest.json', import.meta.url), 'utf8'));
line('container, no tags', { brotli: manifest.container.brotli, budget: 4096 });
line('container, all parts', { brotli: manifest.containerAllParts.brotli, budget: 12_288 });
