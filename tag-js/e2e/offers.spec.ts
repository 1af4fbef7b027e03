import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Data } from '../src/core/api.ts';
import { expect, script, test } from './fixture.ts';
import type { Shop } from './server.ts';

const parts = ['module.offers'];
const WORDS = { title: 'Ten percent off', body: 'Today only.', button: 'To the shop', link: '/sale' };
const CARD = { offer: 7, grant: 'g-1', variant: 0, kind: 'corner', color: '#1a56db', ink: '#fff', en: WORDS };
const CSP = "default-src 'none'; script-src 'nonce-abc'; style-src 'none'; img-src 'self'; connect-src 'self'";
const WATCH = script(
  "violations=[];shifts=0;addEventListener('securitypolicyviolation',function(e){violations.push(e.violatedDirective)});" +
    'new PerformanceObserver(function(l){shifts+=l.getEntries().length}).observe({type:"layout-shift",buffered:true})',
);

/** Each page view is answered with these offers. */
const grant = (shop: Shop, views: number, ...offers: Data[]): void => {
  for (let i = 0; i < views; i++) shop.answers.push({ status: 200, body: JSON.stringify({ offers }) });
};
const card = (page: Page) => page.getByRole('region', { name: 'Ten percent off' });
const count = (shop: Shop, name: string) => shop.names().filter(each => each === name).length;
/** As a tab that is put behind another, or in front again. */
const hide = (page: Page, hidden: boolean) =>
  page.evaluate(value => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);

test('shows what the answer brings, under a strict policy, without moving the page, and tells it once', async ({
  page,
  shop,
}) => {
  grant(shop, 1, { ...CARD, code: 'SAVE10' });
  await page.goto(shop.page('/', { parts, csp: CSP, before: WATCH, body: '<h1>Bread</h1><p>fresh</p>' }));
  await expect(card(page)).toBeVisible();
  const shown = await shop.event('offer_shown');
  expect(shown.data).toEqual({ offer: 7, grant: 'g-1', variant: 0 });
  expect(shop.requests[0].body.want).toEqual(['offers']);
  await expect(page.getByText('SAVE10')).toBeVisible();
  expect(await page.evaluate(() => document.querySelectorAll('[style]').length)).toBe(0);
  const seen = await page.evaluate(() => {
    const { violations, shifts } = window as unknown as { violations: string[]; shifts: number };
    return { violations, shifts };
  });
  expect(seen).toEqual({ violations: [], shifts: 0 });
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(card(page)).toHaveCount(0);
  expect((await shop.event('offer_dismissed')).data).toEqual({ offer: 7, grant: 'g-1', variant: 0 });
});

test('a dialog takes the focus, keeps it, closes by Escape and gives the focus back', async ({ page, shop }) => {
  await page.goto(shop.page('/', { parts, body: '<button id="before">Buy</button>' }));
  await shop.until(() => shop.requests.length > 0);
  await page.focus('#before');
  grant(shop, 1, { ...CARD, kind: 'modal' });
  await page.evaluate(() => history.pushState(null, '', '/two'));
  const dialog = page.getByRole('dialog', { name: 'Ten percent off' });
  await expect(dialog).toBeVisible();
  await expect(page.getByRole('link', { name: 'To the shop' })).toBeFocused();
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('before');
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('#before')).toBeFocused();
  await shop.event('offer_dismissed');
  expect(count(shop, 'offer_dismissed')).toBe(1);
});

test('what is shown once stays away after a reload, even where the server has not heard of it', async ({
  page,
  shop,
}) => {
  grant(shop, 1, CARD);
  await page.goto(shop.page('/', { parts }));
  await shop.event('offer_shown');
  grant(shop, 1, CARD);
  await page.reload();
  await shop.until(() => shop.listeners.size > 0 && count(shop, 'page_view') === 2);
  // Only who has been through the lock knows that the offer lost.
  await page.evaluate(() => navigator.locks.request('_wt.WT-7K2M9QX.offers', () => 0));
  await expect(card(page)).toHaveCount(0);
  expect(count(shop, 'offer_shown')).toBe(1);
});

test('of two tabs that hear of an offer at the same time one shows it', async ({ context, shop }) => {
  grant(shop, 2);
  const url = shop.page('/', { parts });
  const tabs = [await context.newPage(), await context.newPage()];
  await tabs[0].goto(url);
  await shop.until(() => shop.listeners.size === 1);
  await tabs[1].goto(url);
  await shop.until(() => shop.listeners.size === 2);
  shop.stream('offer', CARD);
  await shop.event('offer_shown');
  for (const tab of tabs) await tab.evaluate(() => navigator.locks.request('_wt.WT-7K2M9QX.offers', () => 0));
  const shown = await Promise.all(tabs.map(tab => card(tab).count()));
  expect(shown.sort()).toEqual([0, 1]);
  expect(count(shop, 'offer_shown')).toBe(1);
});

test('the answer and the stream bring the same offer: it is shown once', async ({ page, shop }) => {
  grant(shop, 1, { ...CARD, again: 1 });
  await page.goto(shop.page('/', { parts }));
  await shop.until(() => shop.listeners.size === 1);
  shop.stream('offer', { ...CARD, again: 1 });
  shop.stream('offer', { ...CARD, offer: 8, grant: 'g-2', en: { ...WORDS, title: 'Another' } });
  await shop.event('offer_shown');
  await expect(card(page)).toHaveCount(1);
  // One at a time: the other waits for the next page.
  await expect(page.getByRole('region')).toHaveCount(1);
});

test('one that stays goes on over pages, its countdown too, until it is closed', async ({ page, shop }) => {
  const stays = { ...CARD, again: 1, minutes: 90 };
  await page.clock.install();
  // More than page views: what a page says as it is left is answered, too.
  for (const [i, time] of [/^01:(30:00|29:5\d)$/, /^01:(29:00|28:5\d)$/].entries()) {
    grant(shop, 4, stays);
    await page.goto(shop.page(`/${i}`, { parts }));
    await expect(page.getByRole('timer')).toHaveText(time);
    await shop.event('offer_shown');
    await page.clock.fastForward(60_000);
  }
  expect(count(shop, 'offer_shown')).toBe(1);
  await page.getByRole('button', { name: 'Close' }).click();
  grant(shop, 4, stays);
  await page.goto(shop.page('/last', { parts }));
  await shop.until(() => count(shop, 'page_view') === 3 && shop.listeners.size > 0);
  await page.evaluate(() => navigator.locks.request('_wt.WT-7K2M9QX.offers', () => 0));
  await expect(card(page)).toHaveCount(0);
});

test('a countdown that ends takes the offer along, in Bengali digits', async ({ page, shop }) => {
  await page.clock.install();
  grant(shop, 1, { ...CARD, left: 61_000, bn: { ...WORDS, title: 'দশ ভাগ ছাড়' } });
  await page.goto(shop.page('/', { parts, html: '<html lang="bn">' }));
  await expect(page.getByRole('region', { name: 'দশ ভাগ ছাড়' })).toBeVisible();
  await expect(page.getByRole('timer')).toHaveText(/^০০:০(১:০১|১:০০|০:৫.)$/);
  await page.clock.runFor(62_000);
  await expect(page.getByRole('region')).toHaveCount(0);
});

test('a page out of the back/forward cache begins anew', async ({ page, shop }) => {
  grant(shop, 1, { ...CARD, again: 1 });
  await page.goto(shop.page('/', { parts }));
  await expect(card(page)).toBeVisible();
  await shop.event('offer_shown');
  grant(shop, 1);
  await page.evaluate(() => {
    for (const passage of ['pagehide', 'pageshow'])
      dispatchEvent(new PageTransitionEvent(passage, { persisted: true }));
  });
  await expect(card(page)).toHaveCount(0);
  await shop.until(() => count(shop, 'page_view') === 2);
});

test('who buys sees it no more', async ({ page, shop }) => {
  grant(shop, 1, CARD);
  await page.goto(shop.page('/', { parts }));
  await expect(card(page)).toBeVisible();
  await page.evaluate(() => {
    (window as unknown as { dataLayer: unknown[] }).dataLayer.push({
      event: 'purchase',
      transaction_id: 'T1',
      value: 9,
    });
  });
  await expect(card(page)).toHaveCount(0);
});

test('without consent nothing is shown, stored or listened to; a withdrawal ends it all', async ({ page, shop }) => {
  const consent = (state: string) =>
    page.evaluate(value => {
      const layer = (window as unknown as { dataLayer: unknown[] }).dataLayer;
      (function (..._: unknown[]) {
        // biome-ignore lint/complexity/noArguments: gtag pushes its arguments
        layer.push(arguments);
      })('consent', 'update', { analytics_storage: 'granted', personalization_storage: value });
    }, state);
  grant(shop, 1, CARD);
  await page.goto(shop.page('/', { parts, config: { consent: 'ask' } }));
  await consent('denied');
  await shop.event('page_view');
  await page.evaluate(() => new Promise(done => requestIdleCallback(done)));
  await expect(card(page)).toHaveCount(0);
  expect(shop.listeners.size).toBe(0);
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);

  await consent('granted');
  grant(shop, 1, CARD);
  await page.evaluate(() => history.pushState(null, '', '/two'));
  await expect(card(page)).toBeVisible();
  await shop.until(() => shop.listeners.size === 1);
  await consent('denied');
  await expect(card(page)).toHaveCount(0);
  await shop.until(() => shop.listeners.size === 0);
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('an inline offer fills the place that was left for it, and no other', async ({ page, shop }) => {
  const style = '<style nonce="abc">#free{min-height:160px;padding:8px}</style>';
  const body = '<div id="low"></div><div id="full"><p>taken</p></div><div id="free"></div><p>below</p>';
  const inline = (selector: string, grant: string) => ({ ...CARD, kind: 'inline', selector, grant });
  grant(shop, 1, inline('#low', 'g-1'), inline('#full', 'g-2'), inline('#none', 'g-3'), inline('#free', 'g-4'));
  await page.goto(shop.page('/', { parts, before: WATCH + style, body }));
  await expect(page.locator('#free').getByRole('region', { name: 'Ten percent off' })).toBeVisible();
  await shop.event('offer_shown');
  await expect(card(page)).toHaveCount(1);
  expect((await shop.event('offer_shown')).data.grant).toBe('g-4');
  expect((await page.locator('#free').boundingBox())?.height).toBe(176);
  expect(await page.evaluate(() => (window as unknown as { shifts: number }).shifts)).toBe(0);
});

test('clicks are told; a contact is told with its consent', async ({ page, shop }) => {
  const contact = { phone: 1, email: 1, en: 'You may call me about this offer.', bn: '' };
  grant(shop, 1, { ...CARD, kind: 'banner', code: 'SAVE10', contact });
  await page.goto(shop.page('/', { parts }));
  await page.getByRole('button', { name: 'Copy' }).click();
  expect((await shop.event('offer_clicked')).data.what).toBe('copy');
  await page.getByRole('button', { name: 'Send' }).click();
  expect(shop.names()).not.toContain('generate_lead');
  await page.getByLabel('Phone').fill('01712345678');
  await page.getByLabel('You may call me').check();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('We will be in touch')).toBeVisible();
  const lead = await shop.event('generate_lead');
  const user_data = { phone_number: '01712345678' };
  expect(lead.data).toEqual({ offer: 7, grant: 'g-1', variant: 0, contact_consent: contact.en, user_data });
});

test('listens only while it is in sight, and hears of a new temperature', async ({ page, shop }) => {
  grant(shop, 1);
  await page.goto(shop.page('/', { parts: [...parts, 'module.visitor'] }));
  await shop.until(() => shop.listeners.size === 1);
  expect(shop.requests[0].body.want).toEqual(['offers', 'temperature']);
  shop.stream('temperature', { temperature: 'hot', score: 12 });
  await page.waitForFunction(() => localStorage['_wt.WT-7K2M9QX.visitor']?.includes('"hot"'));
  await hide(page, true);
  await shop.until(() => shop.listeners.size === 0);
  await hide(page, false);
  await shop.until(() => shop.listeners.size === 1);
});

test('shows where nothing may be stored, as in a sandboxed frame', async ({ page, shop }) => {
  grant(shop, 1, CARD);
  const url = shop.page('/', { parts, csp: "sandbox allow-scripts; script-src 'nonce-abc'" });
  // The collector is another origin to a page without one.
  await page.route('**/e', route =>
    route.fulfill({
      status: 200,
      body: JSON.stringify({ offers: [CARD] }),
      headers: { 'Access-Control-Allow-Origin': 'null', 'Access-Control-Allow-Credentials': 'true' },
    }),
  );
  await page.goto(url);
  await expect(card(page)).toBeVisible();
});

test('nonsense from the server breaks nothing', async ({ page, shop }) => {
  const problems: string[] = [];
  page.on('pageerror', error => problems.push(String(error)));
  grant(shop, 1, { grant: 'x' }, { ...CARD, grant: 'y', kind: 'inline', selector: '<<' }, CARD);
  await page.goto(shop.page('/', { parts }));
  await expect(card(page)).toBeVisible();
  await shop.event('offer_shown');
  expect(problems).toEqual([]);
});

for (const kind of ['banner', 'corner', 'modal']) {
  test(`axe finds nothing in a ${kind}, and it fits on a phone`, async ({ browser, shop }) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ viewport: { width: 360, height: 640 }, colorScheme });
      const page = await context.newPage();
      const bn = {
        title: 'আপনার ব্যাগের শাড়িতে আজ ১০% ছাড়',
        body: 'অর্ডার করার সময় কোডটি লিখুন। ক্যাশ অন ডেলিভারি, সারা বাংলাদেশে।',
        button: 'ব্যাগ দেখুন',
        link: '/cart',
      };
      const contact = { phone: 1, bn: 'এই অফার নিয়ে আমাকে ফোন করতে পারেন।', en: '' };
      grant(shop, 1, { ...CARD, kind, bn, code: 'EID-10', minutes: 15, contact });
      const body = '<main><h1>শাড়ি</h1></main>';
      await page.goto(shop.page('/', { parts, html: '<html lang="bn">', body }));
      await expect(page.getByText('EID-10')).toBeVisible();
      const { x, y, width, height } = (await page.locator('warmtag-offer .o').boundingBox()) as DOMRect;
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(360);
      expect(y + height).toBeLessThanOrEqual(640);
      const { violations } = await new AxeBuilder({ page }).include('warmtag-offer').analyze();
      expect(violations).toEqual([]);
      if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${kind}-${colorScheme}.png` });
      await context.close();
    }
  });
}
