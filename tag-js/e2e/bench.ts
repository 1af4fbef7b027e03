// Prints one JSON object per line: main-thread time of the container at 4x CPU throttling, and sizes in bytes. What of a page's
// time counts as whose, and why, is said in shares.ts.
import { readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from '@playwright/test';
import config from '../playwright.config.ts';
import { BUDGET_CODE, budgetTags } from './benchTags.ts';
import { type PageOptions, Shop } from './server.ts';
import { covered, type Shares, sharesOf, type TraceEvent } from './shares.ts';

const RUNS = 15;
const EVENTS = 100;
const THROTTLE = 4;
/** ms after the page view has come in, in which the page comes to rest: its answer, `load`, what earlier pages left. */
const REST = 500;

/** Runs something in a page while the browser traces it. */
const traced = async (page: Page, run: () => Promise<void>): Promise<TraceEvent[]> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', { categories: '-*,devtools.timeline,toplevel' });
  await run();
  const done = new Promise(resolve => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await done;
  return events;
};

/** One page, in a context of its own: nothing is cached. */
const boot = async (browser: Browser, shop: Shop, options: PageOptions): Promise<Shares> => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await vendors(page);
  const count = shop.events.length;
  const sends = options.container !== 'empty';
  const trace = await traced(page, async () => {
    await page.goto(shop.page('/', options));
    if (sends) await shop.until(() => shop.events.length > count);
    await page.waitForTimeout(REST);
  });
  await context.close();
  return sharesOf(trace, sends);
};

/** Shares of each run of each page, one page after the other: what the machine does else meets all alike. */
const boots = async (
  browser: Browser,
  shop: Shop,
  pages: Record<string, PageOptions>,
): Promise<Record<string, Shares[]>> => {
  const runs: Record<string, Shares[]> = Object.fromEntries(Object.keys(pages).map(name => [name, []]));
  for (let run = 0; run < RUNS; run++)
    for (const name in pages) runs[name].push(await boot(browser, shop, pages[name]));
  return runs;
};

/** ms for each of many pushed events, from the push to the request that carries it. */
const furthers = async (browser: Browser, shop: Shop, options: PageOptions): Promise<number[]> => {
  const times: number[] = [];
  const page = await browser.newPage();
  await vendors(page);
  const start = shop.events.length;
  await page.goto(shop.page('/', options));
  await shop.until(() => shop.events.length > start);
  for (let run = 0; run < RUNS; run++) {
    let pushing = 0;
    const count = shop.events.length;
    const flushing = await traced(page, async () => {
      pushing = await page.evaluate(push, EVENTS);
      await shop.until(() => shop.events.length === count + EVENTS);
    });
    times.push((pushing + covered(flushing)) / EVENTS);
  }
  return times;
};

const vendors = (page: Page): Promise<unknown> =>
  page.route(/facebook|googletagmanager/, route => route.fulfill({ body: '', contentType: 'text/javascript' }));

const push = (events: number): number => {
  const { dataLayer } = window as unknown as { dataLayer: unknown[] };
  const items = [{ item_id: 'SKU_1', item_name: 'শাড়ি', price: 1290, quantity: 1 }];
  const start = performance.now();
  for (let i = 0; i < events; i++) {
    dataLayer.push({ event: 'add_to_cart', ecommerce: { currency: 'BDT', value: 1290, items } });
  }
  return performance.now() - start;
};

const report = (what: string, times: number[], budget?: number): void => {
  const sorted = times.sort((a, b) => a - b);
  line(what, {
    ms: round(sorted[RUNS >> 1]),
    min: round(sorted[0]),
    max: round(sorted[RUNS - 1]),
    budget,
    throttle: THROTTLE,
  });
};

const median = (times: number[]): number => times.sort((a, b) => a - b)[RUNS >> 1];
const round = (ms: number): number => +ms.toFixed(3);
const line = (what: string, values: object): void => console.log(JSON.stringify({ bench: 'tag-js', what, ...values }));

/** Vendors' scripts come as empty files: their own work is theirs, that they are asked for is ours. */
const all: PageOptions = { config: { tags: budgetTags() }, code: BUDGET_CODE };
const shop = await new Shop().open();
const browser = await chromium.launch(config.use?.launchOptions);
const { empty, bare, same, none, tags } = await boots(browser, shop, {
  empty: { container: 'empty' },
  bare: { container: 'bare' },
  same: { container: 'vendors' },
  none: {},
  tags: all,
});
const usual = median(empty.map(({ everything }) => everything));
const more = (runs: Shares[]): number[] => runs.map(({ everything }) => everything - usual);
report(
  'a script that only posts',
  bare.map(({ boot }) => boot),
);
report(
  'a script that posts and adds the same three scripts',
  same.map(({ boot }) => boot),
);
report(
  'no tags: boot + page view',
  none.map(({ boot }) => boot),
  10,
);
report(
  'no tags: ours from then to rest',
  none.map(({ after }) => after),
);
report('no tags: everything more than with an empty file', more(none));
report(
  '75 tags: boot + page view',
  tags.map(({ boot }) => boot),
  10,
);
report(
  '75 tags: code that users and vendors wrote',
  tags.map(({ others }) => others),
);
report(
  '75 tags: ours from then to rest',
  tags.map(({ after }) => after),
);
report('75 tags: everything more than with an empty file', more(tags));
report('no tags: each further event', await furthers(browser, shop, {}), 1);
report('75 tags: each further event', await furthers(browser, shop, all), 1);
await browser.close();
await shop.close();
const manifest = JSON.parse(readFileSync(new URL('../dist/manifest.json', import.meta.url), 'utf8'));
line('container, no tags', { brotli: manifest.container.brotli, budget: 4096 });
line('container, all parts', { brotli: manifest.containerAllParts.brotli, budget: 12_288 });
