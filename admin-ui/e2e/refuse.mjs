// Who refuses, in the demo shop of a running server: nothing of him is kept on his device, neither Meta's pixel nor its server side
// hears of him, and no rule that needs ads' consent gives him an offer. Three visitors: one says no, one's browser says Global
// Privacy Control while he says yes, one says yes and takes it back. What did happen to others proves that it could have.
//   WALK_URL=… WARMTAG_API_KEY=… node e2e/refuse.mjs [folder]
import { strict as assert } from 'node:assert';
import { mkdir } from 'node:fs/promises';
import { OFFER, setUp, standInForPixel } from './shop.mjs';
import { api, base, demo, launch, until } from './visit.mjs';

const folder = process.argv[2] ?? 'test-results/refuse';
/** The banner speaks the page's language, which is chosen while it loads. */
const YES = /^(Accept|রাজি আছি)$/;
const NO = /^(Refuse|রাজি নই)$/;
/** Longer than a rule and its offer take. */
const PATIENCE_MS = 3000;

await mkdir(folder, { recursive: true });
const browser = await launch({ person: true });
const { destination, offer, rule } = await setUp('ad_user_data');
try {
  await saysNo(destination);
  await isPrivate(destination, offer);
  await takesItBack(destination);
  const { items } = await api('GET', `${demo}/rules/${rule.id}/firings`);
  const fired = items.filter(({ decision }) => decision === 'fired');
  assert.equal(fired.length, 1, `only who agreed to ads: ${JSON.stringify(items)}`);
  assert.ok(
    items.some(({ decision }) => decision !== 'fired'),
    'it is written down why nobody else',
  );
} finally {
  await api('PUT', `${demo}/rules/${rule.id}/state`, { state: 'paused' });
  await browser.close();
}
console.log('refused: nothing kept, nothing told, nothing offered; taken back: the same from then on');

/** A visitor with his own device, and what his browser told to whom. */
async function arrives({ gpc = false } = {}) {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    extraHTTPHeaders: gpc ? { 'Sec-GPC': '1' } : {},
  });
  if (gpc) {
    await context.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));
  }
  const pixel = await standInForPixel(context);
  const asked = [];
  const said = [];
  context.on('request', (request) => {
    asked.push(request.url());
    if (request.method() === 'POST' && request.url().endsWith('/e')) said.push(JSON.parse(request.postData()));
  });
  const page = await context.newPage();
  await page.goto(`${base}/demo?lang=en`);
  return { context, page, pixel, asked, said };
}

function answers(page, answer) {
  return page.getByRole('button', { name: answer }).click();
}

/** Puts something in the cart, leaves, and comes back: what the rule waits for. */
async function fillsHisCart(visitor) {
  await visitor.page.goto(`${base}/demo/product.html?id=cotton-panjabi`);
  await visitor.page.waitForSelector('html.ready');
  await visitor.page.getByRole('button', { name: 'Add to cart' }).click();
  await visitor.page.getByText('1', { exact: true }).first().waitFor();
  await visitor.page.waitForTimeout(300);
  await visitor.page.close();
  visitor.page = await visitor.context.newPage();
  await visitor.page.goto(`${base}/demo/index.html`);
}

/** The names of what is kept on a device by us; the shop's own cart and the answer to the banner are the visitor's wish. */
async function kept({ context, page }) {
  const cookies = (await context.cookies()).map(({ name }) => name);
  const stored = await page.evaluate(async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(({ name }) => name),
    ...(await caches.keys()),
  ]);
  return [...cookies, ...stored].filter((name) => !/^rongin\./.test(name) && name !== '_wt.consent');
}

/** The ids of a visitor's events that left for Meta, or would have. */
async function delivered(destination, said) {
  const ids = new Set(said.flatMap(({ events }) => events).map(({ id }) => id));
  const { items } = await api('GET', `${demo}/deliveries?destination=${destination.id}&limit=500`);
  return items.filter(({ event, state }) => ids.has(event) && state !== 'withheld');
}

async function hearsNothing(visitor, destination, who) {
  await visitor.page.waitForTimeout(PATIENCE_MS);
  assert.equal(await visitor.page.locator(OFFER).count(), 0, `${who}: no offer`);
  assert.deepEqual(visitor.pixel, [], `${who}: no call of the pixel`);
  assert.deepEqual(
    visitor.asked.filter((url) => !url.startsWith(base)),
    [],
    `${who}: nobody else was asked anything`,
  );
  assert.deepEqual(await delivered(destination, visitor.said), [], `${who}: nothing left for Meta`);
}

async function saysNo(destination) {
  const visitor = await arrives();
  await answers(visitor.page, NO);
  await fillsHisCart(visitor);
  await hearsNothing(visitor, destination, 'who said no');
  assert.deepEqual(await kept(visitor), [], 'who said no: nothing on his device');
  assert.equal(await visitor.page.locator('warmtag-consent').count(), 0, 'he is not asked again');
  const named = visitor.said.flatMap(({ events }) => events).filter(({ name }) => name !== 'consent');
  assert.deepEqual(named, [], 'what he does is not even told');
  await visitor.page.screenshot({ path: `${folder}/1-said-no.png` });
  await visitor.context.close();
}

/** He may be recognised, as he said; of ads there is nothing. */
async function isPrivate(destination, offer) {
  const visitor = await arrives({ gpc: true });
  await answers(visitor.page, YES);
  await fillsHisCart(visitor);
  await hearsNothing(visitor, destination, 'who has Global Privacy Control');
  assert.deepEqual(
    (await kept(visitor)).filter((name) => name !== '_wt' && !name.startsWith('_wt.')),
    [],
  );
  const cookie = (await visitor.context.cookies()).find(({ name }) => name === '_wt');
  const person = await api('GET', `${demo}/visitors/${cookie.value}`);
  assert.equal(person.temperature, 'warm', 'he is known by what he agreed to');
  const events = await api('GET', `${demo}/events?visitor=${cookie.value}`);
  for (const { name, context } of events.items) {
    const ads = ['ad_storage', 'ad_user_data', 'ad_personalization'].map((purpose) => context.consent[purpose]);
    assert.deepEqual(ads, ['denied', 'denied', 'denied'], name);
  }
  // Whoever needs no such consent shows it to him all the same: the offer was there to be given.
  const free = await api('POST', `${demo}/rules`, {
    definition: {
      name: `For everybody with a cart ${offer.name}`,
      when: { kind: 'event', event: 'page_view' },
      if: { kind: 'event', name: 'add_to_cart', measure: 'count', least: 1 },
      steps: [{ kind: 'offer', offer: offer.id }],
      limits: { per_person: { times: 1, days: 14 } },
      holdout: 0,
      exit: 'order',
    },
  });
  await api('PUT', `${demo}/rules/${free.id}/state`, { state: 'on' });
  await until(
    async () => {
      await visitor.page.goto(`${base}/demo/index.html`);
      return visitor.page.waitForSelector(OFFER, { state: 'attached', timeout: 1500 }).catch(() => false);
    },
    () => 'the offer of a rule without ads',
  );
  await api('PUT', `${demo}/rules/${free.id}/state`, { state: 'paused' });
  await visitor.page.screenshot({ path: `${folder}/2-private.png` });
  await visitor.context.close();
}

async function takesItBack(destination) {
  const visitor = await arrives();
  await answers(visitor.page, YES);
  await fillsHisCart(visitor);
  await visitor.page.waitForSelector(OFFER, { state: 'attached', timeout: 10_000 });
  assert.ok(visitor.pixel.some((call) => call.includes('AddToCart')));
  const sent = await until(
    async () => {
      const found = await delivered(destination, visitor.said);
      return found.some(({ name, state }) => name === 'add_to_cart' && state === 'delivered') && found;
    },
    () => 'what he did while he agreed',
  );
  assert.ok((await kept(visitor)).includes('_wt'));

  // As the shop's "Privacy choices" does, which the offer covers: it stays open, so that it could be shown on the next page.
  await visitor.page.evaluate(() => window.dataLayer.push({ event: 'warmtag.consent.open' }));
  await answers(visitor.page, NO);
  await until(
    async () => (await kept(visitor)).length === 0,
    () => 'a device without anything of us',
  );
  visitor.asked.length = 0;
  visitor.pixel.length = 0;
  visitor.said.length = 0;
  await fillsHisCart(visitor);
  await hearsNothing(visitor, destination, 'who took it back');
  assert.deepEqual(await kept(visitor), [], 'who took it back: nothing comes back onto his device');
  const later = await api('GET', `${demo}/deliveries?destination=${destination.id}&limit=500`);
  const before = new Set(sent.map(({ number }) => number));
  assert.ok(
    later.items.filter(({ number }) => before.has(number)).every(({ state }) => state !== 'waiting'),
    'nothing of him waits any more',
  );
  await visitor.page.screenshot({ path: `${folder}/3-took-back.png` });
  await visitor.context.close();
}
