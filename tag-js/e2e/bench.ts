// Prints one JSON object per line: main-thread time of the container at 4x CPU throttling, and sizes in bytes.
import { readFileSync } from 'node:fs';
import { chromium, type Page } from '@playwright/test';
import config from '../playwright.config.ts';
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

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1];
const round = (ms: number): number => +ms.toFixed(3);
const line = (what: string, values: object): void => console.log(JSON.stringify({ bench: 'tag-js', what, ...values }));

const measure = async (name: string, options: PageOptions): Promise<void> => {
  const shop = await new Shop().open();
  const browser = await chromium.launch(config.use?.launchOptions);
  const boots: number[] = [];
  const further: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const page = await (await browser.newContext()).newPage();
    const count = shop.events.length;
    const boot = await traced(page, async () => {
      await page.goto(shop.page(`/${run}`, options));
      await shop.until(() => shop.events.length > count);
    });
    boots.push(covered(boot));
    let pushing = 0;
    const flushing = await traced(page, async () => {
      pushing = await page.evaluate(events => {
        const { dataLayer } = window as unknown as { dataLayer: unknown[] };
        const items = [{ item_id: 'SKU_1', item_name: 'শাড়ি', price: 1290, quantity: 1 }];
        const start = performance.now();
        for (let i = 0; i < events; i++) {
          dataLayer.push({ event: 'add_to_cart', ecommerce: { currency: 'BDT', value: 1290, items } });
        }
        return performance.now() - start;
      }, EVENTS);
      await shop.until(() => shop.events.length === count + 1 + EVENTS);
    });
    further.push((pushing + covered(flushing)) / EVENTS);
    await page.context().close();
  }
  await browser.close();
  await shop.close();
  line(`${name}: boot + page view`, {
    ms: round(median(boots)),
    max: round(Math.max(...boots)),
    budget: 10,
    throttle: THROTTLE,
  });
  line(`${name}: each further event`, { ms: round(median(further)), budget: 1, throttle: THROTTLE });
};

await measure('no tags', {});
await measure('all parts', { parts: ['module.consent_banner'] });
const manifest = JSON.parse(readFileSync(new URL('../dist/manifest.json', import.meta.url), 'utf8'));
line('container, no tags', { brotli: manifest.container.brotli, budget: 4096 });
line('container, all parts', { brotli: manifest.containerAllParts.brotli, budget: 12_288 });
