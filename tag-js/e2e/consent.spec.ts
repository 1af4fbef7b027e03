import type { Page } from '@playwright/test';
import { expect, script, test } from './fixture.ts';
import { SITE } from './server.ts';
import { Draft } from './tags.ts';

const gtag = (page: Page, ...args: unknown[]) =>
  page.evaluate(list => (window as unknown as { gtag(...a: unknown[]): void }).gtag(...list), args);
const stored = (page: Page) => page.evaluate(() => Object.keys(localStorage));
const ask = { consent: 'ask' } as const;

test('sends and stores nothing before consent, then everything with its own time', async ({ page, shop }) => {
  await page.goto(shop.page('/', { config: ask, after: script("dataLayer.push({event:'early'})") }));
  const before = Date.now();
  await page.evaluate(() => new Promise(done => requestIdleCallback(done, { timeout: 1500 })));
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  expect(shop.requests).toHaveLength(0);
  expect(await stored(page)).toEqual([]);
  await gtag(page, 'consent', 'update', { analytics_storage: 'granted' });
  const event = await shop.event('early');
  expect(shop.names()).toEqual(['page_view', 'early']);
  expect(event.time).toBeLessThanOrEqual(before);
  expect(event.context.consent).toEqual({ analytics_storage: 'granted' });
});

test('holds back where consent is not asked for but the site denies by default', async ({ page, shop }) => {
  const before = script(
    "dataLayer=[];function gtag(){dataLayer.push(arguments)}gtag('consent','default',{analytics_storage:'denied'})",
  );
  await page.goto(shop.page('/', { before }));
  await page.evaluate(() => new Promise(done => requestIdleCallback(done, { timeout: 1500 })));
  expect(shop.requests).toHaveLength(0);
  await gtag(page, 'consent', 'update', { analytics_storage: 'granted' });
  await shop.event('page_view');
});

test('waits for an update as long as the default says', async ({ page, shop }) => {
  const before = script(
    `dataLayer=[];function gtag(){dataLayer.push(arguments)}
     gtag('consent','default',{analytics_storage:'granted',wait_for_update:400});var t0=Date.now()`,
  );
  await page.goto(shop.page('/', { before }));
  await shop.event('page_view');
  const start = await page.evaluate(() => (window as unknown as { t0: number }).t0);
  expect(shop.requests[0].at - start).toBeGreaterThanOrEqual(399);
});

for (const [what, wait, answer, fires] of [
  ['go on without an answer', 600, undefined, true],
  ['hear a refusal', 5000, 'denied', false],
  ['go on with a consent', 5000, 'granted', true],
] as const) {
  test(`tags wait for the update too, and ${what}`, async ({ page, shop }) => {
    const draft = new Draft();
    const view = draft.trigger('page_view');
    draft.tag('custom_html', { html: '<script>at=Date.now()-t0</script>' }, { f: [view], c: ['ad_storage'] });
    draft.tag('google_tag', { tagId: 'G-A' }, { f: [view], x: 1 });
    await page.route('https://www.googletagmanager.com/**', route =>
      route.fulfill({ body: '', contentType: 'text/javascript' }),
    );
    const before = script(`at=-1;t0=Date.now();dataLayer=[];function gtag(){dataLayer.push(arguments)}
      gtag('consent','default',{ad_storage:'granted',wait_for_update:${wait}})`);
    await page.goto(shop.page('/', { config: { tags: draft.tags }, before }));
    const states = await page.evaluate(
      () => (window as unknown as { wtGoogle: { 2: Record<string, unknown> }[] }).wtGoogle[0][2],
    );
    expect(states).toMatchObject({ ad_storage: 'granted', wait_for_update: expect.any(Number) });
    const at = () => page.evaluate(() => (window as unknown as { at: number }).at);
    if (answer) {
      expect(states.wait_for_update).toBeGreaterThan(0);
      expect(await at()).toBe(-1);
      await gtag(page, 'consent', 'update', { ad_storage: answer });
    }
    if (fires) await expect.poll(at).toBeGreaterThan(answer ? 0 : wait - 2);
    else {
      await gtag(page, 'event', 'end');
      await shop.event('end');
      expect(await at()).toBe(-1);
    }
  });
}

test('stops sending and empties the stored queue when consent is withdrawn', async ({ page, shop }) => {
  shop.answers.push({ status: 503, headers: { 'Retry-After': '1' } });
  await page.goto(shop.page('/'));
  await shop.event('page_view');
  await expect.poll(() => stored(page)).toEqual([`_wt.${SITE}`]);
  await gtag(page, 'consent', 'update', { analytics_storage: 'denied' });
  expect(await stored(page)).toEqual([]);
  await shop.event('consent');
  await page.evaluate(() => new Promise(done => setTimeout(done, 2600)));
  await page.goto('about:blank');
  expect(shop.names()).toEqual(['page_view', 'consent']);
});

const REFUSED = { analytics_storage: 'denied', ad_storage: 'denied', ad_user_data: 'denied' };
const stands = `dataLayer=[];function gtag(){dataLayer.push(arguments)}
  gtag('consent','default',{analytics_storage:'denied',ad_storage:'denied',ad_user_data:'denied'})`;

test('tells that somebody refuses, and nothing else of him, even from where nothing may be stored', async ({
  page,
  shop,
}) => {
  await page.goto(shop.page('/', { config: ask }));
  await gtag(page, 'config', 'G-1', { user_id: 'karim' });
  await gtag(page, 'consent', 'update', { analytics_storage: 'granted', ad_storage: 'granted' });
  const viewed = await shop.event('page_view');
  expect(viewed.context).toMatchObject({ url: page.url(), user_id: 'karim' });
  await page.evaluate(() => (window as unknown as { dataLayer: unknown[] }).dataLayer.push({ event: 'seen' }));
  await shop.event('seen');
  await gtag(page, 'consent', 'update', REFUSED);
  const said = await shop.event('consent');
  await page.evaluate(() => (window as unknown as { dataLayer: unknown[] }).dataLayer.push({ event: 'later' }));
  await page.goto('about:blank');
  expect(shop.names()).toEqual(['page_view', 'seen', 'consent']);
  expect(said.data).toBeUndefined();
  // Not the page either, nor the browser, nor what the shop calls him.
  expect(said.context).toEqual({ consent: REFUSED });
  expect(shop.requests.at(-1)?.cookie).toContain('_wt=v1');
});

test('tells the answer that a banner repeats on each page, but not what a page denies by default', async ({
  page,
  shop,
}) => {
  await page.goto(shop.page('/silent', { config: ask, before: script(stands) }));
  await page.evaluate(() => new Promise(done => setTimeout(done, 1200)));
  await page.goto(
    shop.page('/', { config: ask, before: script(`${stands};gtag('consent','update',{ad_storage:'denied'})`) }),
  );
  const said = await shop.event('consent');
  expect(shop.names()).toEqual(['consent']);
  expect(said.context).toEqual({
    consent: { analytics_storage: 'default', ad_storage: 'denied', ad_user_data: 'default' },
  });
});

test('goes on telling it without storing it until the network is back', async ({ page, shop }) => {
  await page.goto(shop.page('/'));
  await shop.event('page_view');
  shop.answers.push({ status: 204, cut: true }, { status: 503 });
  await gtag(page, 'consent', 'update', REFUSED);
  await expect.poll(() => shop.requests.length, { timeout: 15_000 }).toBe(4);
  expect(new Set(shop.events.slice(1).map(event => event.id)).size).toBe(1);
  expect(await stored(page)).toEqual([]);
});

test('tells it as the page goes at once', async ({ page, shop }) => {
  shop.page('/next', { container: 'empty' });
  await page.goto(shop.page('/'));
  await shop.event('page_view');
  await page.evaluate(states => {
    (window as unknown as { gtag(...a: unknown[]): void }).gtag('consent', 'update', states);
    location.href = '/next';
  }, REFUSED);
  const said = await shop.event('consent');
  expect(said.context).toEqual({ consent: REFUSED });
  await page.waitForURL('**/next');
});

test('what is refused while being recognised goes with the next events', async ({ page, shop }) => {
  const after = script("gtag('consent','update',{analytics_storage:'granted',ad_storage:'denied'})");
  await page.goto(shop.page('/', { after }));
  await shop.event('consent');
  expect(shop.requests).toHaveLength(1);
  expect(shop.names()).toEqual(['page_view', 'consent']);
});

test('uses the default of the region that the country lies in', async ({ page, shop }) => {
  const before = script(
    `dataLayer=[];function gtag(){dataLayer.push(arguments)}
     gtag('consent','default',{analytics_storage:'denied',ad_storage:'denied'});
     gtag('consent','default',{analytics_storage:'granted',region:['BD']})`,
  );
  await page.goto(shop.page('/', { before, config: { ...ask, country: 'BD' } }));
  const event = await shop.event('page_view');
  expect(event.context.consent).toEqual({ analytics_storage: 'granted', ad_storage: 'default' });
});

test('Global Privacy Control refuses the ad types', async ({ page, shop }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));
  await page.goto(shop.page('/', { after: script("gtag('consent','update',{ad_storage:'granted'})") }));
  const event = await shop.event('page_view');
  expect(event.context.consent).toEqual({
    ad_storage: 'denied',
    ad_user_data: 'denied',
    ad_personalization: 'denied',
  });
});
