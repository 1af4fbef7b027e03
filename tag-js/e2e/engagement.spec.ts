import { expect, test } from './fixture.ts';

const TALL = '<div style="height:4000px">tall</div>';

test('tells with the last message how far a visitor scrolled', async ({ page, shop }) => {
  shop.page('/next', { container: 'empty' });
  await page.goto(shop.page('/', { body: TALL }));
  await shop.event('page_view');
  await page.mouse.wheel(0, 1500);
  await page.waitForFunction(() => scrollY >= 1500);
  await page.evaluate(() => {
    location.href = '/next';
  });
  await page.waitForURL('**/next');
  const { data, context } = await shop.event('user_engagement');
  expect(context.url).toBe(`${shop.origin}/`);
  expect(data.percent_scrolled).toBe(55);
  expect(data.engagement_time_msec).toBeGreaterThan(0);
});

test('counts the time in which the page is visible and focused, per virtual page', async ({ page, shop }) => {
  await page.clock.install();
  await page.goto(shop.page('/a'));
  await page.clock.runFor(1000);
  await shop.event('page_view');
  await page.clock.runFor(5000);
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await page.evaluate(() => history.pushState({}, '', '/b'));
  await page.clock.runFor(2000);
  const { data, context } = await shop.event('user_engagement');
  expect(context.url).toBe(`${shop.origin}/a`);
  expect(data.engagement_time_msec).toBeGreaterThanOrEqual(5900);
  expect(data.engagement_time_msec).toBeLessThan(9000);
});

test('says nothing of a short visit without scrolling', async ({ page, shop }) => {
  shop.page('/next', { container: 'empty' });
  await page.goto(shop.page('/', { body: TALL }));
  await shop.event('page_view');
  await page.goto(`${shop.origin}/next`);
  await page.goto(shop.page('/end'));
  await shop.until(() => shop.events.length === 2);
  expect(shop.names()).toEqual(['page_view', 'page_view']);
});
