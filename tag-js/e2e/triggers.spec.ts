import type { Page } from '@playwright/test';
import type { Value } from '../src/engine/api.ts';
import { expect, test } from './fixture.ts';
import { Draft } from './tags.ts';

const auto = (draft: Draft, ...keys: string[]) =>
  Object.fromEntries(keys.map(key => [key, draft.variable('data_layer', { key: `gtm.${key}` })]));
const count = (names: string[], wanted: string) => names.filter(name => name === wanted).length;
const end = (page: Page) =>
  page.evaluate(() => {
    (window as unknown as { dataLayer: unknown[] }).dataLayer.push({ event: 'end' });
  });

test('scroll depth: each mark once per page, again on a virtual page', async ({ page, shop }) => {
  const draft = new Draft();
  const params = { vertical: [25, 75, 100], start: 'dom_ready' };
  draft.event(
    'depth',
    [draft.trigger('scroll_depth', params)],
    auto(draft, 'scrollThreshold', 'scrollUnits', 'scrollDirection'),
  );
  draft.event('pixels', [
    draft.trigger('scroll_depth', { vertical: [900], verticalUnits: 'pixels', start: 'container' }),
  ]);
  draft.event('odd', [draft.trigger('scroll_depth', { vertical: ['25,50', 'half'], start: 'dom_ready' })]);
  await page.goto(shop.page('/', { config: { tags: draft.tags }, body: '<div style="height:5000px">x</div>' }));
  await shop.event('page_view');
  await page.evaluate(() => scrollTo(0, 700));
  await shop.event('depth');
  await page.evaluate(() => scrollTo(0, 9999));
  await shop.until(() => count(shop.names(), 'depth') === 3);
  const first = shop.events.find(({ name }) => name === 'depth');
  expect(first?.data).toEqual({ scrollThreshold: 25, scrollUnits: 'PERCENT', scrollDirection: 'vertical' });
  expect(count(shop.names(), 'pixels')).toBe(1);
  expect(count(shop.names(), 'odd')).toBe(0);
  await page.evaluate(() => {
    scrollTo(0, 0);
    history.pushState(null, '', '/two');
  });
  await shop.until(() => count(shop.names(), 'page_view') === 2);
  await page.evaluate(() => scrollTo(0, 9999));
  await shop.until(() => count(shop.names(), 'depth') === 6);
});

test('visibility: ratio, duration, once per page or element or always, elements that come later or were hidden', async ({
  page,
  shop,
}) => {
  const draft = new Draft();
  const params = { selector: '.seen', ratio: 50 };
  draft.event('page', [draft.trigger('element_visibility', params)], auto(draft, 'visibleRatio', 'visibleTime'));
  draft.event('element', [draft.trigger('element_visibility', { ...params, frequency: 'element', domChanges: true })]);
  draft.event('always', [draft.trigger('element_visibility', { ...params, selector: '#low', frequency: 'always' })]);
  draft.event('long', [draft.trigger('element_visibility', { ...params, duration: 300 })], auto(draft, 'visibleTime'));
  const body = `<p class=seen>a</p><p class=seen id=hid hidden>b</p><div style="height:3000px"></div><p class=seen id=low>c</p>`;
  await page.goto(shop.page('/', { config: { tags: draft.tags }, body }));
  expect((await shop.event('page')).data).toMatchObject({ visibleRatio: 100, visibleTime: 0 });
  expect((await shop.event('long')).data).toEqual({ visibleTime: 300 });
  await page.evaluate(() => {
    const hidden = document.querySelector('#hid') as HTMLElement;
    hidden.hidden = false;
    hidden.insertAdjacentHTML('afterend', '<p class=seen>new</p>');
  });
  await shop.until(() => count(shop.names(), 'element') === 3);
  for (const y of [9999, 0, 9999]) {
    await page.evaluate(top => scrollTo(0, top), y);
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50))));
  }
  await shop.until(() => count(shop.names(), 'always') === 2);
  expect(count(shop.names(), 'page')).toBe(1);
  expect(count(shop.names(), 'element')).toBe(4);
});

test('timer: its event, its limit, anew on a virtual page', async ({ page, shop }) => {
  const draft = new Draft();
  const timer = draft.trigger('timer', { event: 'tick', interval: 150, limit: 2 });
  draft.event('ticked', [timer], { name: draft.variable('event_name') });
  draft.event('custom', [draft.trigger('custom_event', { event: 'tick' })]);
  await page.goto(shop.page('/', { config: { tags: draft.tags } }));
  await shop.until(() => count(shop.names(), 'ticked') === 2);
  await page.evaluate(() => new Promise(done => setTimeout(done, 400)));
  await end(page);
  await shop.event('end');
  expect([count(shop.names(), 'ticked'), count(shop.names(), 'custom')]).toEqual([2, 2]);
  await page.evaluate(() => history.pushState(null, '', '/two'));
  await shop.until(() => count(shop.names(), 'ticked') === 4);
});

test('timer: runs only on pages where it is enabled', async ({ page, shop }) => {
  const draft = new Draft();
  const path = draft.variable('url', { component: 'path' });
  const timer = (enable: Value) => draft.trigger('timer', { interval: 150, limit: 3, enable });
  draft.event('cart', [timer([[path, 'equals', '/cart']])]);
  draft.event('home', [timer([[path, 'equals', '/']])]);
  draft.event('any', [draft.trigger('custom_event', { regex: true, pattern: '^gtm\\.timer' })]);
  await page.goto(shop.page('/', { config: { tags: draft.tags } }));
  await shop.until(() => count(shop.names(), 'home') === 3);
  await page.evaluate(() => history.pushState(null, '', '/cart'));
  await shop.until(() => count(shop.names(), 'cart') === 3);
  await end(page);
  await shop.event('end');
  expect([count(shop.names(), 'home'), count(shop.names(), 'any')]).toEqual([3, 6]);
});

test('timer: tells what GTM tells', async ({ page, shop }) => {
  const draft = new Draft();
  const keys = ['EventNumber', 'Interval', 'Limit', 'StartTime', 'CurrentTime', 'ElapsedTime'].map(
    key => `timer${key}`,
  );
  draft.event('ticked', [draft.trigger('timer', { interval: 150, limit: 2 })], auto(draft, ...keys));
  const began = Date.now();
  await page.goto(shop.page('/', { config: { tags: draft.tags } }));
  await shop.until(() => count(shop.names(), 'ticked') === 2);
  const told = shop.events.filter(({ name }) => name === 'ticked').map(({ data }) => data as Record<string, number>);
  told.forEach(({ timerStartTime, timerCurrentTime, timerElapsedTime, ...rest }, n) => {
    expect(rest).toEqual({ timerEventNumber: n + 1, timerInterval: 150, timerLimit: 2 });
    expect(timerStartTime).toBeGreaterThanOrEqual(began);
    expect(timerElapsedTime).toBe(timerCurrentTime - timerStartTime);
    expect(timerElapsedTime).toBeGreaterThanOrEqual(150 * (n + 1) - 5);
  });
  expect(told[1].timerStartTime).toBe(told[0].timerStartTime);
});

test('history changes tell of old and new', async ({ page, shop }) => {
  const draft = new Draft();
  const keys = ['historyChangeSource', 'newUrl', 'oldUrl', 'newUrlFragment', 'newHistoryState'];
  draft.event('moved', [draft.trigger('history_change')], auto(draft, ...keys));
  await page.goto(shop.page('/', { config: { tags: draft.tags } }));
  await shop.event('page_view');
  await page.evaluate(() => history.pushState({ a: 1 }, '', '/two#x'));
  await page.evaluate(() => history.back());
  await shop.until(() => count(shop.names(), 'moved') === 2);
  await page.evaluate(() => {
    location.hash = 'y';
  });
  await shop.until(() => count(shop.names(), 'moved') === 3);
  const moves = shop.events.filter(({ name }) => name === 'moved').map(({ data }) => data);
  expect(moves[0]).toEqual({
    historyChangeSource: 'pushState',
    newUrl: `${shop.origin}/two#x`,
    oldUrl: `${shop.origin}/`,
    newUrlFragment: 'x',
    newHistoryState: { a: 1 },
  });
  expect(moves[1]).toMatchObject({ historyChangeSource: 'popstate', oldUrl: `${shop.origin}/two#x` });
});

test('errors of the page', async ({ page, shop }) => {
  const draft = new Draft();
  draft.event('failed', [draft.trigger('js_error')], auto(draft, 'errorMessage', 'errorUrl', 'errorLineNumber'));
  await page.goto(shop.page('/', { config: { tags: draft.tags } }));
  await shop.event('page_view');
  await page.evaluate(() =>
    setTimeout(() => {
      throw Error('nowhere');
    }),
  );
  const { data } = await shop.event('failed');
  expect(data.errorMessage).toContain('nowhere');
  expect(data.errorLineNumber).toBeGreaterThan(0);
});

test('a group fires once all its members have, one of them twice; again on a virtual page', async ({ page, shop }) => {
  const draft = new Draft();
  const a = draft.trigger('custom_event', { event: 'a' });
  const b = draft.trigger('custom_event', { event: 'b' });
  draft.event('both', [draft.trigger('trigger_group', { triggers: { r: [a, b, a] } })]);
  await page.goto(shop.page('/', { config: { tags: draft.tags } }));
  await shop.event('page_view');
  const push = (...names: string[]) =>
    page.evaluate(list => {
      for (const event of list) (window as unknown as { dataLayer: unknown[] }).dataLayer.push({ event });
    }, names);
  await push('a', 'b', 'b', 'end');
  await shop.event('end');
  expect(shop.names()).not.toContain('both');
  await push('a', 'a', 'b', 'a', 'b', 'a');
  await shop.event('both');
  await page.evaluate(() => history.pushState(null, '', '/two'));
  await push('b', 'a', 'a');
  await shop.until(() => count(shop.names(), 'both') === 2);
});

test('page views of a single-page app, with the new title', async ({ page, shop }) => {
  const draft = new Draft();
  draft.event('viewed', [draft.trigger('page_view', { virtual: true })], {
    title: draft.variable('javascript', { name: 'document.title' }),
  });
  await page.goto(shop.page('/', { config: { tags: draft.tags } }));
  await shop.event('viewed');
  await page.evaluate(() => {
    history.pushState(null, '', '/two');
    setTimeout(() => {
      document.title = 'Two';
    }, 100);
  });
  await shop.until(() => count(shop.names(), 'viewed') === 2);
  expect(shop.events.filter(({ name }) => name === 'viewed')[1].data).toEqual({ title: 'Two' });
});

test('a virtual page fires each trigger that asked for it once, and no other', async ({ page, shop }) => {
  const draft = new Draft();
  draft.event('plain', [draft.trigger('page_view')]);
  draft.event('named', [draft.trigger('custom_event', { regex: true, pattern: '^gtm.js$' })]);
  draft.event('one', { f: [draft.trigger('page_view', { virtual: true })], o: 'unlimited' });
  draft.event('two', { f: [draft.trigger('page_view', { virtual: true })], o: 'unlimited' });
  await page.goto(shop.page('/', { config: { tags: draft.tags } }));
  await shop.event('two');
  await page.evaluate(() => history.pushState(null, '', '/two'));
  await shop.until(() => count(shop.names(), 'two') > 1);
  await end(page);
  await shop.event('end');
  expect(['plain', 'named', 'one', 'two'].map(name => count(shop.names(), name))).toEqual([1, 1, 2, 2]);
});

test('exit intent and inactivity, once per page', async ({ page, shop }) => {
  const draft = new Draft();
  draft.event('exit', [draft.trigger('exit_intent', { delay: 0 })]);
  draft.event('idle', [draft.trigger('inactivity', { seconds: 1 })]);
  await page.goto(shop.page('/', { config: { tags: draft.tags }, body: '<p>x</p>' }));
  await shop.event('page_view');
  for (let i = 0; i < 2; i++)
    await page.evaluate(() =>
      document.body.dispatchEvent(new MouseEvent('mouseout', { bubbles: true, clientY: -3, relatedTarget: null })),
    );
  await shop.event('exit');
  await shop.event('idle');
  expect(count(shop.names(), 'exit')).toBe(1);
});
