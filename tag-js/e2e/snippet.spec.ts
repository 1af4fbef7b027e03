import { expect, script, test } from './fixture.ts';

const PAGE = script(`var calls=[];
  dataLayer.push({event:'one',eventCallback:function(){calls.push('one')}});
  dataLayer.push({event:'bad',eventCallback:function(){calls.push('bad');throw Error('page')}});
  gtag('event','two',{event_callback:function(){calls.push('two')}});`);
const LINK = '<a href="/next">next</a>';

const calls = (page: import('@playwright/test').Page) =>
  page.evaluate(() => (window as unknown as { calls: string[] }).calls.slice());

for (const container of ['blocked', 'empty'] as const) {
  test(`keeps the page's promises when the container is ${container}`, async ({ page, shop }) => {
    shop.page('/next');
    const queued = script(
      "dataLayer=[{event:'zero',eventCallback:function(){(window.early=window.early||[]).push(1)}}]",
    );
    await page.goto(shop.page('/', { container, before: queued, after: PAGE, body: LINK }));
    await expect.poll(() => calls(page)).toEqual(['one', 'bad', 'two']);
    expect(await page.evaluate(() => (window as unknown as { early: unknown }).early)).toEqual([1]);
    await page.evaluate(() => {
      const { calls, dataLayer } = window as unknown as { calls: string[]; dataLayer: unknown[] };
      dataLayer.push({ event: 'later', eventCallback: () => calls.push('later') });
    });
    await expect.poll(() => calls(page)).toEqual(['one', 'bad', 'two', 'later']);
    await page.click('a');
    await expect(page).toHaveURL(`${shop.origin}/next`);
  });
}

test('calls back after eventTimeout while the container hangs', async ({ page, shop }) => {
  const after = script(`var calls=[],t0=performance.now();
    dataLayer.push({event:'slow',eventTimeout:300,eventCallback:function(){calls.push(performance.now()-t0>=299)}})`);
  await page.goto(shop.page('/', { container: 'hangs', after, body: LINK }), { waitUntil: 'commit' });
  await page.waitForFunction(() => (window as unknown as { calls?: unknown[] }).calls?.length);
  expect(await calls(page)).toEqual([true]);
});

test('gives the container script the nonce of the snippet', async ({ page, shop }) => {
  await page.goto(shop.page('/', { csp: "default-src 'self'; script-src 'nonce-abc'" }));
  await shop.event('page_view');
});
