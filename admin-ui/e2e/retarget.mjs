// Retargeting on the demo shop of a running server, seen from both sides: a visitor fills his cart, leaves, comes back and is
// shown an offer by a rule; he buys, and it never comes again. A sandbox of Meta's Conversions API gets the event with the id
// that his browser's pixel call carried. Takes pictures of the shop and of the console; fails when something else happens.
//   WALK_URL=… WALK_EMAIL=… WALK_PASSWORD=… WARMTAG_API_KEY=… node e2e/retarget.mjs [folder]
import { strict as assert } from 'node:assert';
import { mkdir } from 'node:fs/promises';
import { OFFER, setUp, standInForPixel } from './shop.mjs';
import { api, base, demo, launch, logIn, overflow, until } from './visit.mjs';

const folder = process.argv[2] ?? 'test-results/retarget';
const site = `${base}/console${demo}`;

await mkdir(folder, { recursive: true });
const browser = await launch({ person: true });
try {
  const made = await setUp();
  const { visitor, cart } = await shop(made);
  await look(made, visitor, cart);
  // The next walk's visitors come back to full carts, too.
  await api('PUT', `${demo}/rules/${made.rule.id}/state`, { state: 'paused' });
} finally {
  await browser.close();
}

async function shop() {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const pixelCalls = await standInForPixel(context);
  const page = await context.newPage();
  await page.goto(`${base}/demo?lang=bn`);
  await page.getByRole('button', { name: /^(Accept|রাজি আছি)$/ }).click();
  await page.goto(`${base}/demo/product.html?id=cotton-panjabi`);
  await page.waitForSelector('html.ready');
  await page.getByRole('button', { name: /Add to cart|কার্টে যোগ করুন/ }).click();
  const call = await until(
    () => pixelCalls.find((all) => all.includes('AddToCart') && all.at(-1)?.eventID),
    () => `the pixel's call (${JSON.stringify(pixelCalls)})`,
  );
  const cart = call.at(-1).eventID;
  await page.screenshot({ path: `${folder}/1-cart.png` });
  assert.equal(await page.locator(OFFER).count(), 0, 'no offer before he came back');
  await page.close();

  const back = await context.newPage();
  await back.goto(`${base}/demo/index.html`);
  const came = Date.now();
  await back.waitForSelector(OFFER, { state: 'attached', timeout: 10_000 });
  console.log(`the offer came after ${Date.now() - came} ms`);
  await back.waitForTimeout(600);
  await back.screenshot({ path: `${folder}/2-offer-360.png` });
  await back.setViewportSize({ width: 1440, height: 900 });
  await back.screenshot({ path: `${folder}/2-offer-1440.png` });
  await back.setViewportSize({ width: 360, height: 740 });

  await back.goto(`${base}/demo/checkout.html`);
  await back.waitForSelector('html.ready');
  await back.fill('[name=name]', 'Rahima Begum');
  await back.fill('[name=mobile]', '01712-345678');
  await back.fill('[name=street]', 'House 12, Road 5, Dhanmondi');
  await back.selectOption('[name=district]', 'dhaka');
  await back.check('[name=payment][value=cod]');
  await back.getByRole('button', { name: /Place order|অর্ডার/ }).click();
  await back.waitForURL('**/thank-you.html**');
  const cookie = (await context.cookies()).find(({ name }) => name === '_wt');
  await back.close();
  for (const path of ['/demo/index.html', '/demo/product.html?id=cotton-panjabi']) {
    const again = await context.newPage();
    await again.goto(base + path);
    await again.waitForTimeout(3000);
    assert.equal(await again.locator(OFFER).count(), 0, 'no offer after the purchase');
    await again.close();
  }
  return { visitor: cookie.value, cart };
}

/** What the marketer sees of it. */
async function look({ destination, offer, rule }, visitor, cart) {
  const found = await until(
    async () => {
      const { items } = await api('GET', `${demo}/deliveries?destination=${destination.id}&limit=100`);
      const wanted = items.filter(({ state }) => state === 'delivered');
      return wanted.some(({ event }) => event === cart) && wanted.some(({ name }) => name === 'TempWarm') && wanted;
    },
    () => 'the deliveries',
  );
  const delivery = found.find(({ event }) => event === cart);
  const one = await api('GET', `${demo}/deliveries/${delivery.number}`);
  assert.ok(JSON.stringify(one).includes(cart), 'the same id as the pixel');
  const firings = await api('GET', `${demo}/rules/${rule.id}/firings`);
  assert.equal(firings.items.filter(({ decision }) => decision === 'fired').length, 1, JSON.stringify(firings));

  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' });
  const page = await logIn(context);
  for (const [name, path] of Object.entries({
    delivery: `/deliveries/${delivery.number}`,
    deliveries: '/deliveries',
    destinations: '/destinations',
    rule: `/rules/${rule.id}`,
    rules: '/rules',
    offer: `/offers/${offer.id}`,
    offers: '/offers',
    visitor: `/visitors/${visitor}`,
    orders: '/orders',
    audiences: '/audiences',
  })) {
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const answer = await page.goto(site + path);
      if (name === 'visitor') {
        for (const { number } of found.filter(({ event, firing }) => event === cart || firing)) {
          const link = page.locator(`.timeline a[href$="/deliveries/${number}"]`);
          assert.equal(await link.count(), 1, `delivery ${number} stands on his timeline`);
        }
      }
      assert.equal(answer.status(), 200, path);
      await page.evaluate(() => document.fonts.ready);
      const wide = await overflow(page);
      await page.screenshot({ path: `${folder}/3-${name}-${width}.png`, fullPage: true });
      assert.ok(wide <= 0, `${name} is ${wide} px too wide`);
    }
  }
  console.log('offered, bought, never again; the pixel and the server told Meta the same id');
}
