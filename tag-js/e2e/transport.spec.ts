import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { SITE } from './server.ts';

const push = (page: Page, ...messages: unknown[]) =>
  page.evaluate(list => {
    (window as unknown as { dataLayer: unknown[] }).dataLayer.push(...list);
  }, messages);
const stored = (page: Page) => page.evaluate(key => localStorage.getItem(key), `_wt.${SITE}`);
const ids = (events: { id: string }[]) => events.map(event => event.id);

test('batches what is pushed together', async ({ page, shop }) => {
  await page.goto(shop.page('/'));
  await shop.event('page_view');
  await push(page, ...Array.from({ length: 5 }, (_, i) => ({ event: `e${i}` })));
  await shop.event('e4');
  expect(shop.requests).toHaveLength(2);
});

test('keeps one request in flight', async ({ page, shop }) => {
  shop.answers.push({ status: 204, after: 400 });
  await page.goto(shop.page('/'));
  await shop.event('page_view');
  await push(page, { event: 'a' });
  await shop.event('a');
  expect(shop.requests[1].at - shop.requests[0].at).toBeGreaterThanOrEqual(390);
  expect(shop.requests[1].cookie).toBe('_wt=v1');
});

test('splits by bytes and by 100 events', async ({ page, shop }) => {
  shop.answers.push({ status: 204, after: 300 });
  await page.goto(shop.page('/'));
  await shop.event('page_view');
  await push(page, ...Array.from({ length: 20 }, (_, i) => ({ event: `large${i}`, text: 'কার্ট '.repeat(450) })));
  await push(page, ...Array.from({ length: 150 }, (_, i) => ({ event: `small${i}` })));
  await shop.event('small149');
  expect(new Set(shop.names()).size).toBe(171);
  expect(shop.events).toHaveLength(171);
  for (const { bytes, body } of shop.requests) {
    expect(bytes).toBeLessThan(48_000);
    expect(body.events.length).toBeLessThanOrEqual(100);
  }
});

/** Makes the page `/` so busy that the browser is never idle: what is pushed waits until it hides. */
const neverIdle = (page: Page) =>
  page.addInitScript(() => {
    if (location.pathname === '/') window.requestIdleCallback = () => 0;
  });

/** Pushes an event, leaves for `/next` in the same task and arrives: closing a page that is on its way may take forever. */
const pushAndLeave = async (page: Page, event: string) => {
  await page.evaluate(name => {
    (window as unknown as { dataLayer: unknown[] }).dataLayer.push({ event: name });
    location.href = '/next';
  }, event);
  await page.waitForURL('**/next');
};

/** Opens a page and waits until its first request was answered: before that, a beacon would make a second visitor. */
const answered = async (page: Page, url: string) => {
  const answer = page.waitForResponse('**/e');
  await page.goto(url);
  await (await answer).finished();
};

test('sends what waits as a beacon when the page hides', async ({ page, shop }) => {
  await neverIdle(page);
  shop.page('/next');
  await answered(page, shop.page('/'));
  await pushAndLeave(page, 'last');
  const event = await shop.event('last');
  expect(event.context.url).toBe(`${shop.origin}/`);
  const beacon = shop.requests.find(({ body }) => body.events.some(({ name }) => name === 'last'));
  expect(beacon?.mode).toBe('no-cors');
  expect(beacon?.type).toBe('text/plain;charset=UTF-8');
});

test('delivers with the next page, and no later one, what the server could not take from a beacon', async ({
  page,
  shop,
}) => {
  await neverIdle(page);
  const next = shop.page('/next');
  await answered(page, shop.page('/'));
  shop.answers.push({ status: 503, headers: { 'Retry-After': '1' } });
  await pushAndLeave(page, 'last');
  const sends = () => shop.requests.filter(({ body }) => body.events.some(({ name }) => name === 'last'));
  await shop.until(() => sends().length === 2);
  const [beacon, delivery] = sends();
  expect([beacon.mode, delivery.mode]).toEqual(['no-cors', 'cors']);
  expect(delivery.body.context.url).toBe(`${shop.origin}/`);
  expect(ids(delivery.body.events)).toEqual(ids(beacon.body.events));
  await expect.poll(() => stored(page)).toBeNull();
  await answered(page, next);
  await push(page, { event: 'end' });
  await shop.event('end');
  expect(sends()).toHaveLength(2);
});

test('stores instead of a second request while the first answer is due, and the next page delivers', async ({
  page,
  shop,
}) => {
  shop.answers.push({ status: 204, after: 5000 });
  await page.goto(shop.page('/'));
  await shop.event('page_view');
  await push(page, { event: 'left' });
  const next = shop.page('/next');
  await page.goto(next);
  const event = await shop.event('left');
  expect(event.context.url).toBe(`${shop.origin}/`);
  expect(shop.requests[1].body.context.url).toBe(next);
});

test('halves beacons that the browser refuses', async ({ page, shop }) => {
  shop.page('/next');
  await neverIdle(page);
  await page.addInitScript(() => {
    const send = navigator.sendBeacon.bind(navigator);
    navigator.sendBeacon = (url, data) => (data as string).length < 2000 && send(url, data);
  });
  await answered(page, shop.page('/'));
  await page.evaluate(() => {
    const text = 'x'.repeat(500);
    for (let i = 0; i < 10; i++)
      (window as unknown as { dataLayer: unknown[] }).dataLayer.push({ event: `e${i}`, text });
    location.href = '/next';
  });
  await page.waitForURL('**/next');
  await shop.until(() => new Set(shop.names().filter(name => /^e\d$/.test(name))).size === 10);
  expect(shop.requests.filter(({ mode }) => mode === 'no-cors').length).toBeGreaterThan(4);
});

test('retries after 503 no sooner than Retry-After, with the same ids and a new sent', async ({ page, shop }) => {
  shop.answers.push({ status: 503, headers: { 'Retry-After': '1' } });
  await page.goto(shop.page('/'));
  await shop.until(() => shop.requests.length === 2);
  const [first, second] = shop.requests;
  expect(second.at - first.at).toBeGreaterThanOrEqual(1000);
  expect(ids(second.body.events)).toEqual(ids(first.body.events));
  expect(second.body.sent).toBeGreaterThan(first.body.sent);
  await expect.poll(() => stored(page)).toBeNull();
});

test('drops what is refused for good, and says so once', async ({ page, shop }) => {
  const warnings: string[] = [];
  page.on('console', message => message.text().startsWith('Warmtag') && warnings.push(message.text()));
  shop.answers.push({ status: 403 }, { status: 200, body: '{"rejected":[{"index":0,"reason":"bad name"}]}' });
  await page.goto(shop.page('/'));
  await shop.event('page_view');
  await push(page, { event: 'a' });
  await shop.event('a');
  await push(page, { event: 'b' });
  await shop.event('b');
  expect(shop.names()).toEqual(['page_view', 'a', 'b']);
  await expect.poll(() => warnings).toEqual(['Warmtag: rejected: 403', 'Warmtag: rejected: bad name']);
});

test('delivers after a reload what could not be sent before, once', async ({ page, shop }) => {
  shop.answers.push(...Array(1).fill({ status: 503, headers: { 'Retry-After': '60' } }));
  await page.goto(shop.page('/'));
  await shop.event('page_view');
  await expect.poll(() => stored(page)).toContain('page_view');
  await push(page, { event: 'offline' });
  await page.reload();
  const event = await shop.event('offline');
  expect(event.context.url).toBe(`${shop.origin}/`);
  await expect.poll(() => stored(page)).toBeNull();
  const lost = shop.requests[0].body.events[0].id;
  expect(ids(shop.events).filter(id => id === lost)).toHaveLength(2);
  await page.reload();
  await shop.until(() => shop.names().filter(name => name === 'page_view').length === 4);
  expect(shop.names().filter(name => name === 'offline')).toHaveLength(1);
});

test('keeps purchases and the newest within the bounds of the stored queue', async ({ page, shop }) => {
  shop.answers.push(...Array(3).fill({ cut: true, status: 0 }));
  await page.goto(shop.page('/'));
  await shop.event('page_view');
  await expect.poll(() => stored(page)).toContain('page_view');
  shop.answers.push(...Array(9).fill({ cut: true, status: 0 }));
  await push(page, { event: 'purchase' }, ...Array.from({ length: 120 }, (_, i) => ({ event: `e${i}` })));
  await expect.poll(async () => JSON.parse((await stored(page)) as string).length).toBe(50);
  const names = JSON.parse((await stored(page)) as string).map(
    (entry: { event: { name: string } }) => entry.event.name,
  );
  expect(names[0]).toBe('purchase');
  expect(names[49]).toBe('e119');
});

test('lets one of two tabs drain the stored queue', async ({ context, shop }) => {
  const url = shop.page('/');
  const first = await context.newPage();
  shop.answers.push({ status: 503, headers: { 'Retry-After': '60' } });
  await first.goto(url);
  await expect.poll(() => stored(first)).toContain('page_view');
  const lost = shop.requests[0].body.events[0].id;
  await first.goto('about:blank');
  // Slow answers: both tabs are up while the first of them still drains.
  shop.answers.push(...Array(6).fill({ status: 204, after: 500 }));
  const second = await context.newPage();
  await Promise.all([first.goto(url), second.goto(url)]);
  await shop.until(() => ids(shop.events).filter(id => id === lost).length === 2);
  await expect.poll(() => stored(first)).toBeNull();
  await push(first, { event: 'end1' });
  await push(second, { event: 'end2' });
  await shop.event('end1');
  await shop.event('end2');
  expect(ids(shop.events).filter(id => id === lost)).toHaveLength(2);
});
