import { expect, test } from './fixture.ts';

test('sends a page view at once after boot', async ({ page, shop }) => {
  const url = shop.page('/shirts');
  await page.goto(url);
  const event = await shop.event('page_view');
  expect(event.context).toMatchObject({
    url,
    title: 'Page /shirts',
    referrer: '',
    automated: true,
    screen: '1280x720',
  });
  expect(event.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Math.abs(event.time - Date.now())).toBeLessThan(10_000);
  expect(shop.requests[0]).toMatchObject({ path: '/e', type: 'text/plain;charset=UTF-8' });
});

test('counts virtual pages once their title settled, never the same address twice in a row', async ({ page, shop }) => {
  const url = shop.page('/a');
  await page.goto(url);
  await shop.event('page_view');
  await page.evaluate(() => {
    history.pushState({}, '', '/redirects');
    history.replaceState({}, '', '/b');
    history.replaceState({}, '', '/b');
    setTimeout(() => {
      document.title = 'Page B';
    }, 150);
  });
  await shop.until(() => shop.events.length === 2);
  expect(shop.events[1]).toMatchObject({
    name: 'page_view',
    context: { url: `${shop.origin}/b`, title: 'Page B', referrer: url },
  });
  await page.evaluate(() => {
    location.hash = 'reviews';
  });
  await shop.until(() => shop.events.length === 3);
  expect(shop.events[2].context).toMatchObject({ url: `${shop.origin}/b#reviews`, referrer: `${shop.origin}/b` });
  await page.goBack();
  await shop.until(() => shop.events.length === 4);
  expect(shop.events[3].context).toMatchObject({ url: `${shop.origin}/b`, referrer: `${shop.origin}/b#reviews` });
});
