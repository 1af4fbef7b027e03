// A visitor in the demo shop of a running server, a marketer beside him in the console: what the visitor does has to stand on
// Live, on his own page and on the overview within a second. Prints how long each took, takes pictures of every step at
// 1440 and 360 px, and fails when something is late.
//   WALK_URL=http://localhost:8080 WALK_EMAIL=… WALK_PASSWORD=… node e2e/watch.mjs [folder]
import { strict as assert } from 'node:assert';
import { mkdir } from 'node:fs/promises';
import { base, demo, launch, logIn } from './visit.mjs';

const folder = process.argv[2] ?? 'test-results/watch';
const site = `${base}/console${demo}`;
/** ms from the act to the sight of it. */
const BUDGET = 1000;
const POLL = { polling: 20, timeout: 10_000 };
const delays = [];

await mkdir(folder, { recursive: true });
const browser = await launch({ person: true });
try {
  await watch(await marketer(), await visitor());
} finally {
  await browser.close();
}
for (const { act, where, ms } of delays)
  console.log(`${act.padEnd(16)}${where.padEnd(10)}${String(ms).padStart(6)} ms`);
const late = delays.filter(({ ms }) => ms > BUDGET);
assert.deepEqual(late, [], `later than ${BUDGET} ms`);

async function marketer() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await (await logIn(context)).close();
  return context;
}

async function visitor() {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(`${base}/demo?lang=en`);
  return page;
}

async function watch(context, shop) {
  const live = await opened(context, '/live');
  const overview = await opened(context, '');
  const before = await newestRow(live);

  await shop.screenshot({ path: `${folder}/1-consent-shop.png` });
  let counts = await figures(overview);
  await seen('agrees', () => shop.getByRole('button', { name: /^(Accept|রাজি আছি)$/ }).click(), {
    live: () => rowAfter(live, before, 'page_view'),
    overview: () => changed(overview, counts, 'cold'),
  });
  const path = await live.locator('.stream li .event-who a').first().getAttribute('href');
  const person = await opened(context, path.slice(path.indexOf('/visitors/')));
  await is(person, 'cold');
  await pictures('1-cold', { live, overview, person, shop });

  await shop.goto(`${base}/demo/product.html?id=cotton-panjabi`);
  await shop.waitForSelector('html.ready');
  await rowAfter(live, before, 'view_item');
  counts = await figures(overview);
  await seen('puts in cart', () => shop.getByRole('button', { name: 'Add to cart' }).click(), {
    live: () => rowAfter(live, before, 'add_to_cart'),
    person: () => is(person, 'warm'),
    overview: () => changed(overview, counts, 'warm'),
  });
  await pictures('2-warm', { live, overview, person, shop });

  await shop.goto(`${base}/demo/checkout.html`);
  await shop.waitForSelector('html.ready');
  await shop.fill('[name=name]', 'Rahima Begum');
  await shop.fill('[name=mobile]', '01712-345678');
  await shop.fill('[name=street]', 'House 12, Road 5, Dhanmondi');
  await shop.selectOption('[name=district]', 'dhaka');
  await shop.check('[name=payment][value=cod]');
  await rowAfter(live, before, 'add_shipping_info');
  counts = await figures(overview);
  await seen('orders', () => shop.getByRole('button', { name: 'Place order' }).click(), {
    live: () => rowAfter(live, before, 'purchase'),
    person: () => is(person, 'hot'),
    overview: () => changed(overview, counts, 'hot'),
  });
  await shop.waitForURL('**/thank-you.html**');
  await pictures('3-hot', { live, overview, person, shop });
}

/** A page of the site in the console, once its stream runs. */
async function opened(context, path) {
  const page = await context.newPage();
  await page.goto(site + path);
  await page.waitForSelector('live-status[data-state=live]');
  return page;
}

/** Notes how long after the beginning of an act each place showed it. */
async function seen(act, doIt, places) {
  // A person reads before he clicks.
  await new Promise((done) => setTimeout(done, 2000));
  const waits = Object.entries(places).map(async ([where, shown]) => {
    await shown();
    return { where, at: Date.now() };
  });
  const start = Date.now();
  const [, ...sights] = await Promise.all([doIt(), ...waits]);
  for (const { where, at } of sights) delays.push({ act, where, ms: at - start });
}

function newestRow(live) {
  return live.evaluate(() => document.querySelector('.stream li')?.id ?? '');
}

/** Waits for an event on Live that is newer than a row. */
function rowAfter(live, before, name) {
  return live.waitForFunction(
    ([last, wanted]) => {
      for (const row of document.querySelectorAll('.stream li')) {
        if (row.id === last) return false;
        if (row.querySelector('.event-name code')?.textContent === wanted) return true;
      }
      return false;
    },
    [before, name],
    POLL,
  );
}

/** The numbers of the overview by temperature, as they are written. */
function figures(overview) {
  return overview.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('.standing .card')].map((card) => [
        card.querySelector('.temperature').classList[1],
        card.querySelector('.figure').textContent,
      ]),
    ),
  );
}

function changed(overview, counts, temperature) {
  return overview.waitForFunction(
    ([kind, text]) => {
      const card = document.querySelector(`.standing .temperature.${kind}`)?.closest('.card');
      return card && card.querySelector('.figure').textContent !== text;
    },
    [temperature, counts[temperature]],
    POLL,
  );
}

function is(person, temperature) {
  return person.waitForSelector(`.person-why .temperature.large.${temperature}`, POLL);
}

async function pictures(step, pages) {
  for (const [name, page] of Object.entries(pages)) {
    const usual = page.viewportSize();
    for (const width of name === 'shop' ? [360] : [1440, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${folder}/${step}-${name}-${width}.png`, fullPage: name !== 'live' });
    }
    await page.setViewportSize(usual);
  }
}
