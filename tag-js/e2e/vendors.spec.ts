import type { Page } from '@playwright/test';
import { expect, script, test } from './fixture.ts';
import { Draft, rows } from './tags.ts';

/** Stands for Meta's script: takes over the queue and notes what it is told. */
const FBEVENTS = `(function(){var said=window.said=[];fbq.callMethod=function(){said.push([].slice.call(arguments))};
  fbq.queue.splice(0).forEach(function(c){fbq.callMethod.apply(null,[].slice.call(c))});window.loads=(window.loads||0)+1})()`;

const said = (page: Page) => page.evaluate(() => (window as unknown as { said?: unknown[][] }).said);

test('Meta Pixel: loaded once, one init per pixel, the id of the Warmtag event for both sides', async ({
  page,
  shop,
}) => {
  await page.route('https://connect.facebook.net/**', route =>
    route.fulfill({ body: FBEVENTS, contentType: 'text/javascript' }),
  );
  const draft = new Draft();
  const view = draft.trigger('page_view');
  const bought = draft.trigger('custom_event', { event: 'purchase' });
  const click = draft.trigger('click');
  const matching = draft.variable('user_provided_data', { email: 'a@b.c', phone: '+8801', firstName: 'Ada' });
  draft.tag('meta_pixel', { pixelId: '1', event: 'PageView', matching }, [view]);
  draft.tag('meta_pixel', { pixelId: '1', event: 'Purchase', parameters: rows({ value: 5, currency: 'BDT' }) }, [
    bought,
  ]);
  draft.tag('meta_pixel', { pixelId: '2', event: 'custom', customEvent: 'Wave' }, [click]);
  draft.event('wave', [click]);
  const after = script("dataLayer.push({event:'purchase'})");
  await page.goto(shop.page('/', { config: { tags: draft.tags }, after, body: '<p>x</p>' }));
  await shop.event('purchase');
  await page.click('p');
  await shop.event('wave');
  const ids = Object.fromEntries(shop.events.map(({ name, id }) => [name, id]));
  await expect.poll(() => said(page)).toHaveLength(5);
  expect(await said(page)).toEqual([
    ['init', '1', { em: 'a@b.c', ph: '+8801', fn: 'Ada' }],
    ['trackSingle', '1', 'PageView', {}, { eventID: ids.page_view }],
    ['trackSingle', '1', 'Purchase', { value: 5, currency: 'BDT' }, { eventID: ids.purchase }],
    ['init', '2', undefined],
    ['trackSingleCustom', '2', 'Wave', {}, { eventID: ids.wave }],
  ]);
  expect(await page.evaluate(() => (window as unknown as { loads: number }).loads)).toBe(1);
});

test('Meta Pixel hears of the visitor once more when something new is known of him', async ({ page, shop }) => {
  const draft = new Draft();
  const email = draft.variable('data_layer', { key: 'email' });
  const matching = draft.variable('user_provided_data', { email });
  draft.tag('meta_pixel', { pixelId: '1', event: 'PageView' }, [draft.trigger('page_view')]);
  draft.tag('meta_pixel', { pixelId: '1', event: 'Lead', matching }, [
    draft.trigger('custom_event', { event: 'lead' }),
  ]);
  draft.tag('meta_pixel', { pixelId: '1', event: 'Contact' }, [draft.trigger('custom_event', { event: 'end' })]);
  const before = script('said=[];fbq=function(){said.push([].slice.call(arguments,0,3))};fbq.queue=[]');
  const after = script(
    "dataLayer.push({event:'lead',email:'a@b.c'},{event:'lead'},{event:'lead',email:'d@e.f'},{event:'end'})",
  );
  await page.goto(shop.page('/', { config: { tags: draft.tags }, before, after }));
  await expect.poll(() => said(page)).toContainEqual(['trackSingle', '1', 'Contact']);
  expect((await said(page))?.filter(([command]) => command === 'init')).toEqual([
    ['init', '1', undefined],
    ['init', '1', { em: 'a@b.c' }],
    ['init', '1', { em: 'd@e.f' }],
  ]);
});

test('Meta Pixel waits for consent, and takes the pixel that the page has', async ({ page, shop }) => {
  const draft = new Draft();
  draft.tag('meta_pixel', { pixelId: '1', event: 'PageView' }, [draft.trigger('page_view')]);
  const before = script('said=[];fbq=function(){said.push([].slice.call(arguments))};fbq.queue=[]');
  const urls: string[] = [];
  page.on('request', request => urls.push(request.url()));
  await page.goto(shop.page('/', { config: { tags: draft.tags, consent: 'ask' }, before }));
  await page.evaluate(() => new Promise(done => setTimeout(done, 50)));
  expect(await said(page)).toEqual([]);
  await page.evaluate(() =>
    (window as unknown as { gtag(...a: unknown[]): void }).gtag('consent', 'update', {
      ad_storage: 'granted',
      analytics_storage: 'granted',
    }),
  );
  await expect.poll(() => said(page)).toHaveLength(2);
  expect(urls.join()).not.toContain('facebook');
});

test('Google tags: gtag.js once, settings, consent, events to their measurement ID', async ({ page, shop }) => {
  const urls: string[] = [];
  await page.route('https://www.googletagmanager.com/**', route => {
    urls.push(route.request().url());
    return route.fulfill({ body: '', contentType: 'text/javascript' });
  });
  const draft = new Draft();
  const settings = draft.variable('config_settings', { rows: rows({ cookie_domain: 'auto' }) });
  const shared = draft.variable('event_settings', { rows: rows({ plan: 'gold' }) });
  draft.tag('google_tag', { tagId: 'G-A', settings: rows({ send_page_view: false }), settingsVariable: settings }, [
    draft.trigger('init'),
  ]);
  const bought = draft.trigger('custom_event', { event: 'purchase' });
  const event = { event: 'purchase', ecommerce: true, settingsVariable: shared, parameters: rows({ x: 1 }) };
  draft.tag('ga4_event', { ...event, measurementId: 'G-A' }, [bought]);
  draft.tag('ga4_event', { ...event, measurementId: 'G-B', ecommerce: false }, [bought]);
  const after = script("dataLayer.push({event:'purchase',ecommerce:{value:5}})");
  await page.goto(shop.page('/', { config: { tags: draft.tags }, after }));
  await shop.event('purchase');
  await page.evaluate(() =>
    (window as unknown as { gtag(...a: unknown[]): void }).gtag('consent', 'update', { ad_storage: 'denied' }),
  );
  const layer = await page.evaluate(() =>
    (window as unknown as { wtGoogle: IArguments[] }).wtGoogle.map(entry => [...entry]),
  );
  expect(layer.map(([command, first]) => [command, command === 'js' ? 0 : first])).toEqual([
    ['consent', 'default'],
    ['js', 0],
    ['config', 'G-A'],
    ['event', 'purchase'],
    ['config', 'G-B'],
    ['event', 'purchase'],
    ['consent', 'update'],
  ]);
  expect(layer[0][2]).toMatchObject({ analytics_storage: 'granted', ad_storage: 'granted' });
  expect(layer[2][2]).toEqual({ cookie_domain: 'auto', send_page_view: false });
  expect(layer[3][2]).toEqual({ value: 5, plan: 'gold', x: 1, send_to: 'G-A' });
  expect(layer[4][2]).toEqual({ send_page_view: false });
  expect(layer[5][2]).toEqual({ plan: 'gold', x: 1, send_to: 'G-B' });
  expect(layer[6][2]).toMatchObject({ ad_storage: 'denied', analytics_storage: 'granted' });
  expect(urls).toEqual(['https://www.googletagmanager.com/gtag/js?id=G-A&l=wtGoogle']);
  // Each once, though two tags told of the purchase; a denial is told of by the core itself.
  await shop.event('consent');
  expect(shop.names()).toEqual(['page_view', 'purchase', 'consent']);
});

test('a GA4 event that waits for consent sends the ecommerce of its own event', async ({ page, shop }) => {
  await page.route('https://www.googletagmanager.com/**', route =>
    route.fulfill({ body: '', contentType: 'text/javascript' }),
  );
  const draft = new Draft();
  const added = draft.trigger('custom_event', { event: 'add_to_cart' });
  draft.tag('ga4_event', { measurementId: 'G-A', event: 'add_to_cart', ecommerce: true }, [added]);
  const before = script(
    "dataLayer=[];function gtag(){dataLayer.push(arguments)};gtag('consent','default',{analytics_storage:'denied'})",
  );
  const after = script(
    "dataLayer.push({event:'add_to_cart',ecommerce:{value:1}},{event:'add_to_cart',ecommerce:{value:2}},{ecommerce:null})",
  );
  await page.goto(shop.page('/', { config: { tags: draft.tags }, before, after }));
  await page.evaluate(() =>
    (window as unknown as { gtag(...a: unknown[]): void }).gtag('consent', 'update', { analytics_storage: 'granted' }),
  );
  await shop.event('add_to_cart');
  const layer = await page.evaluate(() =>
    (window as unknown as { wtGoogle: IArguments[] }).wtGoogle.map(entry => [...entry]),
  );
  const sent = layer
    .filter(([command]) => command === 'event')
    .map(([, , settings]) => (settings as { value: 1 }).value);
  expect(sent).toEqual([1, 2]);
});

test('Custom Image: busts caches, fails where it is not there', async ({ page, shop }) => {
  const draft = new Draft();
  const view = draft.trigger('page_view');
  const image = draft.tag('custom_image', { url: '/pixel.gif?a=1', cacheBuster: true }, [view]);
  const missing = draft.tag('custom_image', { url: '/missing.gif' });
  draft.event('good', { f: [view], a: [image, 1] });
  draft.event('bad', { f: [view], a: [missing, 1] });
  const pixel = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');
  let asked = '';
  await page.route('**/pixel.gif*', route => {
    asked = route.request().url();
    return route.fulfill({ body: pixel, contentType: 'image/gif' });
  });
  await page.goto(shop.page('/', { config: { tags: draft.tags } }));
  await shop.event('good');
  expect(asked).toMatch(/\/pixel\.gif\?a=1&gtmcb=0\.\d+$/);
  expect(shop.names()).not.toContain('bad');
});
