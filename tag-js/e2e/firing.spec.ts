import type { Page } from '@playwright/test';
import { expect, script, test } from './fixture.ts';
import { Draft } from './tags.ts';

const push = (page: Page, ...messages: unknown[]) =>
  page.evaluate(list => {
    (window as unknown as { dataLayer: unknown[] }).dataLayer.push(...list);
  }, messages);

test('page-view tags fire in order, by priority', async ({ page, shop }) => {
  const draft = new Draft();
  const view = draft.trigger('page_view');
  draft.event('third', [view]);
  draft.event('second', { f: [view], p: 1 });
  draft.event('first', [draft.trigger('init')]);
  draft.event('zero', [draft.trigger('consent_init')]);
  draft.event('dom', [draft.trigger('dom_ready')]);
  draft.event('load', [draft.trigger('window_loaded')]);
  await page.goto(shop.page('/', { config: { tags: draft.tags } }));
  await shop.event('load');
  expect(shop.names()).toEqual(['page_view', 'zero', 'first', 'second', 'third', 'dom', 'load']);
});

test('a throwing tag, condition, variable and expression stop nothing else', async ({ page, shop }) => {
  const draft = new Draft();
  const view = draft.trigger('page_view');
  const bad = draft.variable('custom_javascript', { javascript: { f: 0 } });
  const circle = draft.variable('lookup_table', { input: { $: 1 }, rows: [] });
  expect(circle.$).toBe(1);
  draft.event({ '+': ['x', { $: 99 }] }, [view]);
  draft.tag('custom_image', {}, [view]);
  draft.event('circle', [view], { value: circle, bad });
  draft.event('never', [draft.trigger('page_view', {}, [['a', 'matches_regex', '(']])]);
  draft.event('css', [draft.trigger('page_view', {}, [[bad, 'matches_css', '!!']])]);
  draft.event('last', [view]);
  const code = ['v=>(function(){throw Error("mine")})'];
  await page.goto(shop.page('/', { config: { tags: draft.tags }, code }));
  const event = await shop.event('last');
  expect(event.name).toBe('last');
  expect(shop.names()).not.toContain('never');
  expect(shop.names()).not.toContain('css');
  expect((await shop.event('circle')).data).toEqual({});
});

test('blocking triggers hold for their event only', async ({ page, shop }) => {
  const draft = new Draft();
  const any = draft.trigger('custom_event', { regex: true, pattern: '^(a|b)$' });
  const block = draft.trigger('custom_event', { event: 'b' });
  draft.event('fired', { f: [any], b: [block] }, { by: draft.variable('event_name') });
  await page.goto(shop.page('/', { config: { tags: draft.tags } }));
  await push(page, { event: 'b' }, { event: 'a' });
  const event = await shop.event('fired');
  expect(event.data).toEqual({ by: 'a' });
});

test('limits: once per event, once per page until a virtual page, unlimited', async ({ page, shop }) => {
  const draft = new Draft();
  const one = draft.trigger('custom_event', { event: 'go' });
  const two = draft.trigger('custom_event', { regex: true, pattern: 'go' });
  draft.event('per_event', [one, two]);
  draft.event('per_page', { f: [one, two], o: 'page' });
  draft.event('unlimited', { f: [one, two], o: 'unlimited' });
  await page.goto(shop.page('/', { config: { tags: draft.tags } }));
  await push(page, { event: 'go' }, { event: 'go' });
  await page.evaluate(() => history.pushState(null, '', '/two'));
  await push(page, { event: 'go' }, { event: 'end' });
  await shop.event('end');
  const count = (name: string) => shop.names().filter(each => each === name).length;
  expect([count('per_event'), count('per_page'), count('unlimited')]).toEqual([3, 2, 6]);
});

test('calls back once the tags of the event have finished, not before', async ({ page, shop }) => {
  const draft = new Draft();
  draft.tag(
    'custom_html',
    { html: '<script>setTimeout(()=>log.push("inline"))</script><script src="/slow.js"></script>' },
    [draft.trigger('custom_event', { event: 'go' })],
  );
  await page.route('**/slow.js', route => route.fulfill({ body: 'log.push("slow")', contentType: 'text/javascript' }));
  await page.goto(shop.page('/', { config: { tags: draft.tags }, before: script('log=[]') }));
  await page.evaluate(() => {
    const { dataLayer, log } = window as unknown as { dataLayer: unknown[]; log: string[] };
    dataLayer.push({ event: 'go', eventCallback: () => log.push('back') });
  });
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { log: string[] }).log))
    .toEqual(['inline', 'slow', 'back']);
});
