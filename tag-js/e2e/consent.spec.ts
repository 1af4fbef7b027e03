import type { Page } from '@playwright/test';
import { expect, script, test } from './fixture.ts';
import { SITE } from './server.ts';

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

test('stops sending and empties the stored queue when consent is withdrawn', async ({ page, shop }) => {
  shop.answers.push({ status: 503, headers: { 'Retry-After': '1' } });
  await page.goto(shop.page('/'));
  await shop.event('page_view');
  await expect.poll(() => stored(page)).toEqual([`_wt.${SITE}`]);
  await gtag(page, 'consent', 'update', { analytics_storage: 'denied' });
  expect(await stored(page)).toEqual([]);
  await page.evaluate(() => new Promise(done => setTimeout(done, 2600)));
  expect(shop.requests).toHaveLength(1);
  await page.goto('about:blank');
  expect(shop.requests).toHaveLength(1);
});

test('uses the default of the region that the country lies in', async ({ page, shop }) => {
  const before = script(
    `dataLayer=[];function gtag(){dataLayer.push(arguments)}
     gtag('consent','default',{analytics_storage:'denied',ad_storage:'denied'});
     gtag('consent','default',{analytics_storage:'granted',region:['BD']})`,
  );
  await page.goto(shop.page('/', { before, config: { ...ask, country: 'BD' } }));
  const event = await shop.event('page_view');
  expect(event.context.consent).toEqual({ analytics_storage: 'granted', ad_storage: 'denied' });
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
