import type { TagOptions } from '../src/engine/api.ts';
import { expect, script, test } from './fixture.ts';
import { Draft } from './tags.ts';

/** `setup` and `main` say their names as they run; a failing one throws after. */
interface Case {
  /** Consent that the main or the setup tag needs in addition, denied at first. */
  needs: 'none' | 'main' | 'setup';
  setup: 'works' | 'fails' | 'hangs';
  stop: 0 | 1;
  once: TagOptions['o'] | 'event';
}

const CASES: Case[] = [];
for (const needs of ['none', 'main', 'setup'] as const)
  for (const setup of ['works', 'fails', 'hangs'] as const)
    for (const stop of [0, 1] as const)
      for (const once of ['event', 'page', 'unlimited'] as const) CASES.push({ needs, setup, stop, once });

/** What two events give before consent, and all together after it. */
const expected = ({ needs, setup, stop, once }: Case): [before: string[], after: string[]] => {
  const runs = once === 'page' ? 1 : once === 'unlimited' ? 4 : 2;
  const main = stop && setup !== 'works' ? 0 : runs;
  const queued = needs === 'main' || (needs === 'setup' && stop);
  // A setup tag that nobody waits for runs only with its consent.
  const setups = needs === 'setup' && !stop ? 0 : once === 'unlimited' ? 2 : 2;
  const all = [...Array(setups).fill('setup'), ...Array(main).fill('main')];
  return [queued ? [] : all, all];
};

test('consent, sequences and limits in all combinations', async ({ page, shop }) => {
  test.setTimeout(60_000);
  const draft = new Draft();
  const one = draft.trigger('custom_event', { event: 'go' });
  const two = draft.trigger('custom_event', { regex: true, pattern: '^go$' });
  CASES.forEach(({ needs, setup, stop, once }, n) => {
    const say = (what: string) => `<script>log.push(${n}+'.${what}')</script>`;
    const end = { works: '', fails: '<script src="/missing"></script>', hangs: '<script src="/hangs.js"></script>' }[
      setup
    ];
    const before = draft.tag(
      'custom_html',
      { html: say('setup') + end },
      { m: 300, ...(needs === 'setup' ? { c: ['ad_storage'] } : {}) },
    );
    draft.tag(
      'custom_html',
      { html: say('main') },
      {
        f: [one, two],
        a: [before, stop],
        ...(once === 'event' ? {} : { o: once }),
        ...(needs === 'main' ? { c: ['ad_storage'] } : {}),
      },
    );
  });
  await page.route('**/hangs.js', () => {});
  const before = script(
    "log=[];dataLayer=[];function gtag(){dataLayer.push(arguments)}gtag('consent','default',{ad_storage:'denied'})",
  );
  await page.goto(shop.page('/', { config: { tags: draft.tags }, before }));
  const read = async (): Promise<string[][]> => {
    const log = await page.evaluate(() => (window as unknown as { log: string[] }).log);
    return CASES.map((_, n) => log.filter(entry => entry.startsWith(`${n}.`)).map(entry => entry.split('.')[1]));
  };
  const sorted = (entries: string[]) => entries.slice().sort().reverse();
  const push = () =>
    page.evaluate(
      () =>
        new Promise<void>(done => {
          const { dataLayer } = window as unknown as { dataLayer: unknown[] };
          let left = 2;
          const eventCallback = () => --left || done();
          dataLayer.push({ event: 'go', eventCallback, eventTimeout: 9000 });
          dataLayer.push({ event: 'go', eventCallback, eventTimeout: 9000 });
        }),
    );
  await push();
  const first = await read();
  const wanted = CASES.map(expected);
  CASES.forEach((each, n) => {
    expect([each, ...once(each, sorted(first[n]))]).toEqual([each, ...once(each, sorted(wanted[n][0]))]);
  });
  await page.evaluate(() =>
    (window as unknown as { gtag(...a: unknown[]): void }).gtag('consent', 'update', { ad_storage: 'granted' }),
  );
  await expect
    .poll(async () => (await read()).map((entries, n) => once(CASES[n], sorted(entries)).join()), { timeout: 5000 })
    .toEqual(CASES.map((each, n) => once(each, sorted(wanted[n][1])).join()));
});

/** Setup tags of tags that run several times in one event run once for it, or with each: only that they ran is told. */
const once = ({ once: often }: Case, entries: string[]): string[] => {
  const setups = entries.filter(entry => entry === 'setup');
  const mains = entries.filter(entry => entry === 'main');
  return [...(often === 'page' ? setups.slice(0, 1) : setups.slice(0, 2)), ...mains];
};

test('cleanup follows, or stays away from what failed; a slow tag counts as failed after its timeout', async ({
  page,
  shop,
}) => {
  const draft = new Draft();
  const view = draft.trigger('page_view');
  const clean = (name: string) => draft.event(name, {});
  const bad = '<script src="/missing"></script>';
  draft.tag('custom_html', { html: '' }, { f: [view], z: [clean('after_good'), 1] });
  draft.tag('custom_html', { html: bad }, { f: [view], z: [clean('after_bad'), 0] });
  draft.tag('custom_html', { html: bad }, { f: [view], z: [clean('never'), 1] });
  draft.tag(
    'custom_html',
    { html: '<script src="/hangs.js"></script>' },
    { f: [view], m: 200, z: [clean('after_slow'), 0] },
  );
  await page.route('**/hangs.js', () => {});
  await page.goto(shop.page('/', { config: { tags: draft.tags } }), { waitUntil: 'commit' });
  // Which of them comes last is for the machine to say.
  for (const name of ['after_slow', 'after_bad', 'after_good']) await shop.event(name);
  expect(shop.names().sort()).toEqual(['after_bad', 'after_good', 'after_slow', 'page_view']);
});

test('a tag sees what its setup tag has set, and its cleanup tag what it has set itself, with the values of its event', async ({
  page,
  shop,
}) => {
  const draft = new Draft();
  const set = draft.variable('javascript', { name: 'set' });
  const pushed = draft.variable('data_layer', { key: 'pushed' });
  const own = draft.variable('data_layer', { key: 'n' });
  const random = draft.variable('random_number');
  const go = draft.trigger('custom_event', { event: 'go' });
  const say = (what: string) => [
    `<script>log.push(['${what}',`,
    ...[set, pushed, own, random].flatMap(of => [[of, 1], ',']),
    `]);set='${what}'</script>`,
  ];
  const setup = draft.tag('custom_html', { html: "<script>set='setup';dataLayer.push({pushed:'late'})</script>" });
  const cleanup = draft.tag('custom_html', { html: say('cleanup') });
  draft.tag('custom_html', { html: say('main') }, { f: [go], a: [setup, 1], z: [cleanup, 1] });
  draft.tag('custom_html', { html: say('alone') }, { f: [go], p: 1 });
  const before = script("log=[];set='page'");
  const after = script("dataLayer.push({event:'go',n:1},{event:'end',n:2})");
  await page.goto(shop.page('/', { config: { tags: draft.tags }, before, after }));
  const log = () => page.evaluate(() => (window as unknown as { log: unknown[][] }).log);
  await expect.poll(log).toHaveLength(3);
  const [alone, main, last] = await log();
  const one = alone[4];
  expect([alone, main, last]).toEqual([
    ['alone', 'page', undefined, 1, one],
    ['main', 'setup', 'late', 1, one],
    ['cleanup', 'main', 'late', 1, one],
  ]);
});

test('schedules', async ({ page, shop }) => {
  const draft = new Draft();
  const view = draft.trigger('page_view');
  const now = Date.now();
  draft.event('now', { f: [view], s: now - 60_000, e: now + 60_000 });
  draft.event('soon', { f: [view], s: now + 60_000 });
  draft.event('over', { f: [view], e: now - 60_000 });
  draft.event('open', { f: [view], s: now - 60_000 });
  await page.goto(shop.page('/', { config: { tags: draft.tags } }));
  await shop.event('open');
  expect(shop.names()).toEqual(['page_view', 'now', 'open']);
});

test('tags without a built-in check run at once; with it they wait, and see the values of their own event', async ({
  page,
  shop,
}) => {
  const draft = new Draft();
  const go = draft.trigger('custom_event', { event: 'go' });
  const value = draft.variable('data_layer', { key: 'n', version: 2 });
  const html = ['<script>log.push(', [value, 1], ')</script>'];
  draft.tag('custom_html', { html }, { f: [go], c: ['ad_storage'] });
  draft.tag('meta_pixel', { pixelId: '1', event: 'Lead' }, { f: [go], x: 1 });
  const before = script(`log=[];dataLayer=[];function gtag(){dataLayer.push(arguments)};fbq=function(c){log.push(c)};
    gtag('consent','default',{ad_storage:'denied'})`);
  const after = script("dataLayer.push({event:'go',n:1},{event:'go',n:2},{n:3})");
  await page.goto(shop.page('/', { config: { tags: draft.tags }, before, after }));
  const log = () => page.evaluate(() => (window as unknown as { log: unknown[] }).log);
  await expect.poll(log).toEqual(['init', 'trackSingle', 'trackSingle']);
  await page.evaluate(() =>
    (window as unknown as { gtag(...a: unknown[]): void }).gtag('consent', 'update', { ad_storage: 'granted' }),
  );
  await expect.poll(log).toEqual(['init', 'trackSingle', 'trackSingle', 1, 2]);
});

test('many slow tags are spread over several tasks, and all of them run before the page goes', async ({
  page,
  shop,
}) => {
  const draft = new Draft();
  const go = draft.trigger('custom_event', { event: 'go' });
  const html = '<script>var t=performance.now();while(performance.now()-t<10);log.push(task)</script>';
  for (let i = 0; i < 20; i++) draft.tag('custom_html', { html }, [go]);
  draft.event('last', [go]);
  shop.page('/next');
  // Counts turns of a timer, which comes between the tasks of others. ms would tell of the machine, too.
  const before = script('log=[];task=0;(function next(){task++;log[19]||setTimeout(next)})()');
  await page.goto(shop.page('/', { config: { tags: draft.tags }, before }));
  await shop.event('page_view');
  await page.evaluate(() => {
    setTimeout(() => (window as unknown as { dataLayer: unknown[] }).dataLayer.push({ event: 'go' }));
  });
  await shop.event('last');
  const ran = () => page.evaluate(() => (window as unknown as { log: number[] }).log);
  // The event of the first tag goes out between the tasks of the others.
  await expect.poll(async () => (await ran()).length).toBe(20);
  const log = await ran();
  // Of 10 ms each, where a task's share is 20; the timer may miss every other task.
  for (const task of log) expect(log.filter(other => other === task).length).toBeLessThanOrEqual(6);
  await page.evaluate(() => {
    (window as unknown as { dataLayer: unknown[] }).dataLayer.push({ event: 'go' });
    location.href = '/next';
  });
  await shop.until(() => shop.names().filter(name => name === 'last').length === 2);
  // Closing a page that is on its way may take forever.
  await page.waitForURL('**/next');
});
