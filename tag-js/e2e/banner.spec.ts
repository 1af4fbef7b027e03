import AxeBuilder from '@axe-core/playwright';
import { expect, script, test } from './fixture.ts';

const parts = ['module.consent_banner'];
const ask = { consent: 'ask' } as const;
const CSP = "default-src 'self'; script-src 'nonce-abc'; style-src 'nonce-abc'; img-src 'self'";
const VIOLATIONS = script(
  "violations=[];addEventListener('securitypolicyviolation',function(e){violations.push(e.violatedDirective)})",
);

test('asks, grants what was accepted and remembers it', async ({ page, shop }) => {
  const url = shop.page('/', { config: ask, parts });
  await page.goto(url);
  await expect(page.getByRole('dialog', { name: 'May we remember your visit?' })).toBeVisible();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  expect(shop.requests).toHaveLength(0);
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const event = await shop.event('page_view');
  expect(event.context.consent).toMatchObject({ analytics_storage: 'granted', ad_storage: 'granted' });
  await page.reload();
  await shop.until(() => shop.events.length === 2);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('remembers a refusal and can be opened again', async ({ page, shop }) => {
  await page.goto(shop.page('/', { config: ask, parts, body: '<button id="again">cookies</button>' }));
  await page.getByRole('button', { name: 'Refuse' }).click();
  await page.reload();
  await page.evaluate(() => new Promise(done => requestIdleCallback(done)));
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.focus('#again');
  await page.evaluate(() => {
    (window as unknown as { dataLayer: unknown[] }).dataLayer.push({ event: 'warmtag.consent.open' });
  });
  await expect(page.getByRole('dialog')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('#again')).toBeFocused();
  // Whoever had agreed before takes it back on whichever page; of him nothing else is told.
  expect(new Set(shop.names())).toEqual(new Set(['consent']));
  await page.evaluate(() => (window as unknown as { warmtag: { openConsent(): void } }).warmtag.openConsent());
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Refuse' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await shop.event('page_view');
  expect(new Set(shop.names())).toEqual(new Set(['consent', 'page_view']));
});

test('Escape answers nothing: the next page asks again', async ({ page, shop }) => {
  await page.goto(shop.page('/', { config: ask, parts }));
  await page.getByRole('button', { name: 'Accept' }).focus();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await page.reload();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('stays away where the site has a consent banner of its own, early or late', async ({ page, shop }) => {
  const before = script(
    "dataLayer=[];function gtag(){dataLayer.push(arguments)}gtag('consent','default',{analytics_storage:'denied'})",
  );
  await page.goto(shop.page('/early', { config: ask, parts, before }));
  await page.evaluate(() => new Promise(done => requestIdleCallback(done)));
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goto(shop.page('/late', { config: ask, parts }));
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.evaluate(() => {
    (window as unknown as { gtag(...a: unknown[]): void }).gtag('consent', 'update', { analytics_storage: 'denied' });
  });
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

for (const [html, language, name] of [
  ['<html lang="bn-BD">', 'en', 'রাজি আছি'],
  ['<html lang="fr">', 'bn', 'রাজি আছি'],
  ['<html lang="en">', 'bn', 'Accept'],
] as const) {
  test(`speaks the language of ${html} before ${language}`, async ({ page, shop }) => {
    await page.goto(shop.page('/', { config: { ...ask, language }, parts, html }));
    await expect(page.getByRole('button', { name })).toBeVisible();
  });
}

test('violates no strict policy and moves nothing on the page', async ({ page, shop }) => {
  const config = { ...ask, privacyUrl: '/privacy' };
  const shifts = script(
    'shifts=0;new PerformanceObserver(function(l){shifts+=l.getEntries().length}).observe({type:"layout-shift",buffered:true})',
  );
  await page.goto(shop.page('/', { config, parts, csp: CSP, before: VIOLATIONS + shifts, body: '<p>shirts</p>' }));
  await expect(page.getByRole('link', { name: 'Privacy policy' })).toBeVisible();
  await page.getByRole('button', { name: 'Accept' }).click();
  await shop.event('page_view');
  const { violations, shifts: moved } = await page.evaluate(() => {
    const { violations, shifts } = window as unknown as { violations: string[]; shifts: number };
    return { violations, shifts };
  });
  expect(violations).toEqual([]);
  expect(moved).toBe(0);
});

test('offers both answers alike, in reach of a thumb, and axe finds nothing', async ({ browser, shop }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 }, colorScheme });
    const page = await context.newPage();
    const title = '<h1>শাড়ি</h1>';
    await page.goto(
      shop.page('/', { config: { ...ask, privacyUrl: '/p' }, parts, html: '<html lang="bn">', body: title }),
    );
    const boxes = await Promise.all(
      ['রাজি নই', 'রাজি আছি'].map(name => page.getByRole('button', { name }).boundingBox()),
    );
    expect(boxes[0]?.width).toBe(boxes[1]?.width);
    expect(boxes[0]?.height).toBe(boxes[1]?.height);
    expect(boxes[0]?.height).toBeGreaterThanOrEqual(44);
    const { violations } = await new AxeBuilder({ page }).include('warmtag-consent').analyze();
    expect(violations).toEqual([]);
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/banner-${colorScheme}.png` });
    await context.close();
  }
});
