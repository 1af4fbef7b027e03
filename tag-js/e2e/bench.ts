// Prints one JSON object per line: main-thread time of the container at 4x CPU throttling, and sizes in bytes.
import { readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from '@playwright/test';
import config from '../playwright.config.ts';
import { BUDGET_CODE, budgetTags } from './benchTags.ts';
import { type PageOptions, Shop } from './server.ts';

const RUNS = 15;
const EVENTS = 100;
const THROTTLE = 4;

interface TraceEvent {
  name: string;
  ph: string;
  /** Clock and duration of the thread itself in µs: other programs on the machine don't count. */
  tts: number;
  tdur: number;
  args?: { data?: { url?: string }; fileName?: string };
}

/** ms of main-thread CPU time that trace events of the container's file cover, nested ones counted once. */
const covered = (events: TraceEvent[]): number => {
  const own = events
    .filter(({ name, ph, args }) => ph === 'X' && name !== 'v8.parseOnBackground' && /\/t\/WT/.test(address(args)))
    .sort((a, b) => a.tts - b.tts);
  let total = 0;
  let end = 0;
  for (const { tts, tdur } of own) {
    total += Math.max(0, tts + tdur - Math.max(tts, end));
    end = Math.max(end, tts + tdur);
  }
  return total / 1000;
};

const address = (args: TraceEvent['args']): string => args?.data?.url || args?.fileName || '';

/** Runs something in a page while the browser traces it. */
const traced = async (page: Page, run: () => Promise<void>): Promise<TraceEvent[]> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', { categories: '-*,devtools.timeline' });
  await run();
  const done = new Promise(resolve => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await done;
  return events;
};

/** ms for boot and page view of each run, in a context of its own: nothing is cached. */
const boots = async (browser: Browser, shop: Shop, options: PageOptions): Promise<number[]> => {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await vendors(page);
    const count = shop.events.length;
    const trace = await traced(page, async () => {
      await page.goto(shop.page('/', options));
      await shop.until(() => shop.events.length > count);
    });
    times.push(covered(trace));
    await context.close();
  }
  return times;
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

const round = (ms: number): number => +ms.toFixed(3);
const line = (what: string, values: object): void => console.log(JSON.stringify({ bench: 'tag-js', what, ...values }));

/** Vendors' scripts come as empty files: their own work is theirs, that they are asked for is ours. */
const all: PageOptions = { config: { tags: budgetTags() }, code: BUDGET_CODE };
const shop = await new Shop().open();
const browser = await chromium.launch(config.use?.launchOptions);
report('a script that only posts', await boots(browser, shop, { container: 'bare' }));
report('a script that posts and adds the same three scripts', await boots(browser, shop, { container: 'vendors' }));
report('no tags: boot + page view', await boots(browser, shop, {}), 10);
report('75 tags: boot + page view', await boots(browser, shop, all), 10);
report('no tags: each further event', await furthers(browser, shop, {}), 1);
report('75 tags: each further event', await furthers(browser, shop, all), 1);
await browser.close();
await shop.close();
const manifest = JSON.parse(readFileSync(new URL('../dist/manifest.json', import.meta.url), 'utf8'));
line('container, no tags', { brotli: manifest.container.brotli, budget: 4096 });
line('container, all parts', { brotli: manifest.containerAllParts.brotli, budget: 12_288 });
