import { expect, script, test } from './fixture.ts';

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

test('lets the page push the page view of an address itself', async ({ page, shop }) => {
  const before = script("dataLayer=[{event:'page_view',page_type:'home'}]");
  await page.goto(shop.page('/', { before, after: script("dataLayer.push({event:'end'})") }));
  await shop.event('end');
  expect(shop.names()).toEqual(['page_view', 'end']);
  expect(shop.events[0].data).toEqual({ page_type: 'home' });
  await page.evaluate(() => {
    history.pushState({}, '', '/b');
    const { dataLayer } = window as unknown as { dataLayer: unknown[] };
    dataLayer.push({ event: 'page_view', page_type: 'list' });
  });
  await shop.until(() => shop.events.length === 3);
  expect(shop.events[2]).toMatchObject({ data: { page_type: 'list' }, context: { url: `${shop.origin}/b` } });
  await page.evaluate(() => history.pushState({}, '', '/c'));
  await shop.until(() => shop.events.length === 4);
  // Late: ours of this page is already sent.
  await page.evaluate(() => {
    const { dataLayer } = window as unknown as { dataLayer: unknown[] };
    dataLayer.push({ event: 'page_view', page_type: 'late' }, { event: 'last' });
  });
  await shop.event('last');
  expect(shop.names()).toEqual(['page_view', 'end', 'page_view', 'page_view', 'last']);
});

test('sends events of two virtual pages in two batches, each with its page', async ({ page, shop }) => {
  shop.answers.push({ status: 204, after: 800 });
  await page.goto(shop.page('/a'));
  await shop.event('page_view');
  await page.evaluate(() => {
    const { dataLayer } = window as unknown as { dataLayer: unknown[] };
    dataLayer.push({ event: 'on_a' });
    history.pushState({}, '', '/b');
    dataLayer.push({ event: 'on_b' });
  });
  const b = await shop.event('on_b');
  const a = await shop.event('on_a');
  expect(a.context.url).toBe(`${shop.origin}/a`);
  expect(b.context).toMatchObject({ url: `${shop.origin}/b`, referrer: `${shop.origin}/a` });
});
