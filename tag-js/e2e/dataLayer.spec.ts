import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { expect, script, test } from './fixture.ts';

/** The package's page makes helpers with this constructor; ours is a function on the same data layer semantics. */
const ADAPTER = `
  import { attach, merge } from './src/core/dataLayer';
  window.DataLayerHelper = function (layer, listener, listenToPast) {
    let current = {}, past = !listenToPast;
    const model = attach(layer, (message, state) => { current = state; if (listener && !past) listener(state, message); });
    past = false;
    this.get = model.get;
    this.flatten = () => { layer.splice(0, layer.length, {}); merge(current, layer[0]); };
  };`;

test('passes the test page of data-layer-helper in full', async ({ page }) => {
  const root = new URL('..', import.meta.url).pathname;
  const folder = createRequire(import.meta.url)
    .resolve('data-layer-helper/package.json')
    .replace(/package\.json$/, '');
  const { outputFiles } = await build({
    stdin: { contents: ADAPTER, resolveDir: root },
    bundle: true,
    write: false,
    format: 'iife',
  });
  await page.route('http://helper.test/**', route => {
    const path = new URL(route.request().url()).pathname;
    const contentType = path.endsWith('.html') ? 'text/html' : path.endsWith('.css') ? 'text/css' : 'text/javascript';
    const body = path.startsWith('/dist/') ? outputFiles[0].text : readFileSync(folder + path.slice(1), 'utf8');
    return route.fulfill({ body, contentType });
  });
  await page.goto('http://helper.test/test/integration.html');
  await expect(page.locator('#qunit-testresult .total')).toHaveText('54');
  await expect(page.locator('#qunit-testresult .failed')).toHaveText('0');
  await expect(page.locator('#qunit-testresult .passed')).toHaveText('54');
});

test('sends what the page pushed before and after the container, and nothing else of the data layer', async ({
  page,
  shop,
}) => {
  await page.goto(
    shop.page('/', {
      before: script("dataLayer=[{plan:'gold'},{event:'login',method:'otp'},{event:'gtm.js','gtm.start':1}]"),
      after: script("gtag('event','search',{term:'শাড়ি',email:'a@b.c'})"),
    }),
  );
  await shop.event('search');
  expect(shop.names()).toEqual(['page_view', 'login', 'search']);
  expect((await shop.event('login')).data).toEqual({ method: 'otp' });
  expect((await shop.event('search')).data).toEqual({ term: 'শাড়ি' });
});

test('understands GA4 and Enhanced Ecommerce pushes', async ({ page, shop }) => {
  await page.goto(shop.page('/'));
  await page.evaluate(() => {
    const { dataLayer } = window as unknown as { dataLayer: unknown[] };
    dataLayer.push({ ecommerce: null });
    dataLayer.push({ event: 'add_to_cart', ecommerce: { currency: 'BDT', value: '1290', items: [{ item_id: 'A' }] } });
    dataLayer.push({ event: 'removeFromCart', ecommerce: { remove: { products: [{ id: 'A', price: '5' }] } } });
  });
  expect((await shop.event('add_to_cart')).data).toEqual({ currency: 'BDT', value: 1290, items: [{ item_id: 'A' }] });
  expect((await shop.event('remove_from_cart')).data).toEqual({ value: 5, items: [{ item_id: 'A', price: 5 }] });
});

test('goes on after a function and a callback that throw', async ({ page, shop }) => {
  const after = `dataLayer.push(function(){throw Error('page')});
    dataLayer.push({event:'one',eventCallback:function(){throw Error('callback')}}); dataLayer.push({event:'two'})`;
  await page.goto(shop.page('/', { after: script(after) }));
  await shop.event('two');
  expect(shop.names()).toEqual(['page_view', 'one', 'two']);
});

test('calls eventCallback once, after the event was handled, with the id of the container', async ({ page, shop }) => {
  const after = `var calls=[]; var report={event:'a',eventCallback:function(id){calls.push(['a',id])},eventTimeout:50};
    dataLayer.push(report);gtag('event','b',{event_callback:function(id){calls.push(['b',id])}})`;
  await page.goto(shop.page('/', { after: script(after) }));
  await shop.event('b');
  const calls = () => page.evaluate(() => (window as unknown as { calls: unknown[] }).calls);
  expect(await calls()).toEqual([
    ['a', 'WT-7K2M9QX'],
    ['b', 'WT-7K2M9QX'],
  ]);
  // The page's own timers of 50 and 2,000 ms have run out by then.
  await page.evaluate(() => new Promise(done => setTimeout(done, 2100)));
  expect(await calls()).toHaveLength(2);
});

test('shares the data layer with a tag manager that loads before or after', async ({ page, shop }) => {
  const gtm = `(function(l){var push=l.push;window.heard=window.heard||[];heard.push.apply(heard,l);
    l.push=function(){var r=push.apply(l,arguments);heard.push.apply(heard,arguments);return r}})(window.dataLayer=window.dataLayer||[])`;
  for (const [path, options] of [
    ['/before', { before: script(gtm) }],
    ['/after', { after: script(gtm) }],
  ] as const) {
    await page.goto(shop.page(path, options));
    await shop.until(() => shop.events.some(event => event.context.url.endsWith(path)));
    const result = await page.evaluate(name => {
      const { dataLayer, heard } = window as unknown as { dataLayer: unknown[]; heard: { event?: string }[] };
      const length = dataLayer.push({ event: `a${name}` }, { event: `b${name}` });
      return [length === dataLayer.length, heard.map(message => message.event)];
    }, path);
    expect(result).toEqual([true, [`a${path}`, `b${path}`]]);
    await shop.event(`b${path}`);
    expect(shop.names()).toContain(`a${path}`);
  }
});

test('boots once where the container is on the page twice, and says so', async ({ page, shop }) => {
  const warnings: string[] = [];
  page.on('console', message => warnings.push(message.text()));
  await page.goto(shop.page('/', { twice: true, after: script("dataLayer.push({event:'once'})") }));
  await shop.event('once');
  await expect.poll(() => warnings).toEqual(['Warmtag: WT-7K2M9QX runs twice']);
  expect(shop.names()).toEqual(['page_view', 'once']);
});

test('sends to the path that the container came from', async ({ page, shop }) => {
  await page.goto(shop.page('/', { prefix: '/shop/t/x' }));
  await shop.event('page_view');
  expect(shop.requests[0].path).toBe('/shop/t/x/e');
});
