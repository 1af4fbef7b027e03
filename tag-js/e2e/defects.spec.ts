// Seven defects of another tag manager that must not come back.
import type { Page } from '@playwright/test';
import { expect, script, test } from './fixture.ts';
import { Draft } from './tags.ts';

const count = (names: string[], wanted: string) => names.filter(name => name === wanted).length;
const push = (page: Page, ...messages: unknown[]) =>
  page.evaluate(list => {
    (window as unknown as { dataLayer: unknown[] }).dataLayer.push(...list);
  }, messages);

test('1: the limit of one tag that starts over leaves those of others alone', async ({ page, shop }) => {
  const draft = new Draft();
  const go = draft.trigger('custom_event', { event: 'go' });
  draft.event('one', { f: [go], o: 'page' });
  draft.event('two', {
    f: [go, draft.trigger('custom_event', { event: 'again' })],
    o: 'page',
    e: Date.now() + 86_400_000,
  });
  await page.goto(shop.page('/', { config: { tags: draft.tags } }));
  await push(page, { event: 'go' }, { event: 'again' }, { event: 'go' }, { event: 'end' });
  await shop.event('end');
  await shop.until(() => count(shop.names(), 'two') === 1);
  expect([count(shop.names(), 'one'), count(shop.names(), 'two')]).toEqual([1, 1]);
});

test('2: the first of several scroll triggers works and stops like the others', async ({ page, shop }) => {
  const draft = new Draft();
  for (const name of ['first', 'second'])
    draft.event(name, [draft.trigger('scroll_depth', { vertical: [50], start: 'container' })]);
  await page.goto(shop.page('/', { config: { tags: draft.tags }, body: '<div style="height:4000px">x</div>' }));
  for (const y of [2500, 0, 3000, 0]) {
    await page.evaluate(top => scrollTo(0, top), y);
    await page.evaluate(() => new Promise(done => setTimeout(done, 150)));
  }
  await push(page, { event: 'end' });
  await shop.event('end');
  expect([count(shop.names(), 'first'), count(shop.names(), 'second')]).toEqual([1, 1]);
});

test('3: push calls through, returns the length and takes several messages', async ({ page, shop }) => {
  const draft = new Draft();
  for (const event of ['a', 'b']) draft.event(`seen_${event}`, [draft.trigger('custom_event', { event })]);
  const before = script(
    'dataLayer=[];heard=[];var push=dataLayer.push;dataLayer.push=function(){heard.push.apply(heard,arguments);return push.apply(dataLayer,arguments)}',
  );
  await page.goto(shop.page('/', { config: { tags: draft.tags }, before }));
  const found = await page.evaluate(() => {
    const { dataLayer, heard } = window as unknown as { dataLayer: unknown[]; heard: unknown[] };
    return [dataLayer.push({ event: 'a' }, { event: 'b' }) === dataLayer.length, heard.length];
  });
  expect(found).toEqual([true, 2]);
  await shop.event('seen_a');
  await shop.event('seen_b');
});

test('4 and 5: gtag commands are understood, objects are merged deeply', async ({ page, shop }) => {
  const draft = new Draft();
  const value = (key: string) => draft.variable('data_layer', { key, version: 2 });
  draft.event('seen', [draft.trigger('custom_event', { event: 'go' })], {
    currency: value('ecommerce.currency'),
    items: value('ecommerce.items'),
    zero: value('0'),
  });
  const after = script(
    "dataLayer.push({ecommerce:{currency:'BDT'}},{ecommerce:{items:[{a:1}]}});gtag('event','go',{})",
  );
  await page.goto(shop.page('/', { config: { tags: draft.tags }, after }));
  expect((await shop.event('seen')).data).toEqual({ currency: 'BDT', items: [{ a: 1 }] });
});

test('6: a tag that throws or rejects keeps no other from running, whatever its trigger', async ({ page, shop }) => {
  const draft = new Draft();
  const view = draft.trigger('page_view');
  const ready = draft.trigger('dom_ready');
  draft.tag('custom_html', { html: null }, [view]);
  draft.tag('ga4_event', {}, { f: [view], x: 1, p: 9 });
  draft.tag('custom_image', { url: { f: 0 } }, [view]);
  draft.event('same', [view]);
  draft.event('other', [ready]);
  await page.goto(shop.page('/', { config: { tags: draft.tags } }));
  await shop.event('other');
  expect(shop.names()).toContain('same');
});

test('7: an invalid or exploding expression costs its own condition only, and no time to speak of', async ({
  page,
  shop,
}) => {
  const draft = new Draft();
  const long = draft.variable('javascript', { name: 'long' });
  draft.event('invalid', [draft.trigger('page_view', {}, [['x', 'matches_regex', '[']])]);
  draft.event('pattern', [draft.trigger('custom_event', { regex: true, pattern: '*' })]);
  draft.event('cut', [draft.trigger('page_view', {}, [[long, 'matches_regex', 'z$']])]);
  draft.event('fine', [draft.trigger('page_view', {}, [['x', 'matches_regex', '^x$']])]);
  await page.goto(shop.page('/', { config: { tags: draft.tags }, before: script("long='a'.repeat(1e6)+'z'") }));
  await shop.event('fine');
  expect(shop.names()).toEqual(['page_view', 'fine']);
});
