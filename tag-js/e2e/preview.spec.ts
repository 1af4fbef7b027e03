import { readFileSync } from 'node:fs';
import { expect, script, test } from './fixture.ts';
import { Draft } from './tags.ts';

const parts = ['module.preview'];

interface Came {
  number?: unknown;
  tag: number;
  status: string;
}

test('says which tags fired and why others did not, with both sides of each condition', async ({ page, shop }) => {
  const draft = new Draft();
  const path = draft.variable('url', { component: 'path' });
  const good = draft.trigger('page_view', {}, [[path, 'equals', '/']]);
  const bad = draft.trigger('page_view', {}, [
    [path, 'contains', '/cart'],
    [path, 'matches_css', '!'],
  ]);
  const blocking = draft.trigger('page_view', {}, [[path, 'starts_with', '/']]);
  draft.event('fires', [good]);
  draft.event('wrong', [bad]);
  draft.event('blocked', { f: [good], b: [blocking] });
  draft.event('consent', { f: [good], c: ['ad_storage'] });
  draft.event('over', { f: [good], e: 1 });
  draft.tag('custom_image', { url: '/nothing' }, [good]);
  draft.event('paused', { f: [good], h: 'paused' });
  draft.event('live', { f: [bad], h: 'live_only' });
  const config = { tags: draft.tags, consent: 'none' } as const;
  const before = script(
    "dataLayer=[];function gtag(){dataLayer.push(arguments)};gtag('consent','default',{ad_storage:'denied'})",
  );
  await page.goto(shop.page('/', { config, parts, before, after: script("dataLayer.push({event:'x',a:{b:1}})") }));
  await shop.until(() => shop.told('tag').length >= 1 && shop.told('event').length >= 5);
  const event = shop.told('event').find(({ name }) => name === 'gtm.js');
  expect(event?.triggers).toEqual([
    { trigger: 0, passed: true, conditions: [{ left: '/', right: '/', passed: true }] },
    {
      trigger: 1,
      passed: false,
      conditions: [
        { left: '/', right: '/cart', passed: false },
        { left: '/', right: '!', passed: null },
      ],
    },
    { trigger: 2, passed: true, conditions: [{ left: '/', right: '/', passed: true }] },
  ]);
  // What a tag came to is told with its event or, when that takes longer, after it.
  const came = (): [number, string][] =>
    [...((event?.tags || []) as Came[]), ...(shop.told('tag') as unknown as Came[])]
      .filter(({ number = event?.number }) => number === event?.number)
      .map(({ tag, status }) => [tag, status]);
  await expect.poll(came).toEqual(
    expect.arrayContaining([
      [0, 'fired'],
      [2, 'blocked'],
      [3, 'consent'],
      [4, 'schedule'],
      [5, 'paused'],
      [7, 'failed'],
    ]),
  );
  expect(shop.told('tag').find(({ tag }) => tag === 7)).toMatchObject({
    tag: 7,
    status: 'failed',
    detail: expect.stringContaining('not loaded'),
  });
  expect(came().some(([tag]) => tag === 6)).toBe(false);
  expect(shop.names()).not.toContain('paused');
  expect(event?.variables).toEqual({ 0: '/' });
  const push = shop.told('push').find(({ name }) => name === 'x');
  expect(push).toMatchObject({ message: { event: 'x', a: { b: 1 } }, state: { a: { b: 1 } } });
  expect(shop.told('hello')[0]).toMatchObject({ types: { v: ['url'], t: expect.arrayContaining(['custom_image']) } });
  expect(shop.told('sent').length).toBeGreaterThan(1);
});

test('shows the condition by which a trigger is not enabled on a page', async ({ page, shop }) => {
  const draft = new Draft();
  const path = draft.variable('url', { component: 'path' });
  draft.event('never', [draft.trigger('link_click', { enable: [[path, 'equals', '/cart']] }, [[path, 'equals', '/']])]);
  await page.goto(shop.page('/', { config: { tags: draft.tags }, parts, body: '<a href="#a">x</a>' }));
  await shop.event('page_view');
  await page.click('a');
  await expect
    .poll(() => shop.told('event').find(({ name }) => name === 'gtm.linkClick')?.triggers)
    .toEqual([
      {
        trigger: 0,
        passed: false,
        conditions: [
          { left: '/', right: '/cart', passed: false },
          { left: '/', right: '/', passed: true },
        ],
      },
    ]);
  expect(shop.names()).not.toContain('never');
});

test('tells what happens where there is no tag', async ({ page, shop }) => {
  // What PreviewRoutesTest gets from the server for an empty draft.
  const tags = JSON.parse(readFileSync(new URL('nothing.json', import.meta.url), 'utf8'));
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(error.message));
  await page.goto(shop.page('/', { config: { tags }, parts, after: script("dataLayer.push({event:'x'})") }));
  await shop.until(() => shop.told('event').some(({ name }) => name === 'gtm.load'));
  const names = ['gtm.init_consent', 'gtm.init', 'gtm.js', 'gtm.dom', 'x', 'gtm.load'];
  expect(
    shop
      .told('event')
      .map(({ name }) => name)
      .sort(),
  ).toEqual(names.sort());
  expect(errors).toEqual([]);
});

test('survives a navigation and a page that throws at it', async ({ page, shop }) => {
  const draft = new Draft();
  draft.event('click', [draft.trigger('link_click')]);
  const config = { tags: draft.tags };
  shop.page('/next', { config, parts });
  const after = script("dataLayer.push({event:'odd',get x(){throw 1},self:window,node:document.documentElement})");
  await page.goto(shop.page('/', { config, parts, after, body: '<a href="/next">next</a>' }));
  await page.click('a');
  await shop.until(() => new Set(shop.previews.map(({ page: { id } }) => id)).size > 1);
  await shop.until(
    () => shop.told('event').some(({ name }) => name === 'gtm.linkClick') && shop.told('bye').length > 0,
  );
  expect(shop.told('push').some(({ name }) => name === 'odd')).toBe(true);
});
