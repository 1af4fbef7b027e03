import type { Page } from '@playwright/test';
import type { Value } from '../src/engine/api.ts';
import { expect, script, test } from './fixture.ts';
import { Draft } from './tags.ts';

const builtIns = (draft: Draft) => ({
  classes: draft.variable('auto_event', { what: 'classes' }),
  id: draft.variable('auto_event', { what: 'id' }),
  text: draft.variable('auto_event', { what: 'text' }),
  url: draft.variable('auto_event', { what: 'url' }),
  path: draft.variable('auto_event', { what: 'url', component: 'path' }),
  data: draft.variable('auto_event', { what: 'attribute', attribute: 'data-sku' }),
});

const stay = (page: Page) =>
  page.evaluate(() => addEventListener('click', event => event.preventDefault(), { once: false }));

test('clicks: anywhere, or on elements whatever inside was hit; in shadow trees; where the page stops them', async ({
  page,
  shop,
}) => {
  const draft = new Draft();
  draft.event('any', [draft.trigger('click')], builtIns(draft));
  draft.event('buy', [draft.trigger('click', { selector: '.buy' })], builtIns(draft));
  const body = `<button class=buy id=b data-sku=A1 onclick="event.stopPropagation()"> <span id=icon>Buy</span> </button><x-card></x-card>
    <script nonce=abc>document.querySelector('x-card').attachShadow({mode:'open'}).innerHTML='<button class=buy id=deep>Deep</button>'</script>`;
  await page.goto(shop.page('/', { config: { tags: draft.tags }, body }));
  await shop.event('page_view');
  await page.click('#icon');
  expect((await shop.event('buy')).data).toEqual({
    classes: 'buy',
    id: 'b',
    text: 'Buy',
    url: '',
    path: '',
    data: 'A1',
  });
  expect((await shop.event('any')).data).toMatchObject({ id: 'icon' });
  await page.click('#deep');
  await shop.until(() => shop.names().filter(name => name === 'buy').length === 2);
  expect(shop.events.filter(({ name }) => name === 'buy')[1].data).toMatchObject({ id: 'deep' });
});

test('a selector that no browser knows matches nothing, and the other triggers go on', async ({ page, shop }) => {
  const draft = new Draft();
  for (const selector of ['button:contains("Buy")', ':visible']) {
    draft.event('never', [draft.trigger('click', { selector })]);
    draft.event('never', [draft.trigger('form_submit', { selector })]);
  }
  draft.event('clicked', [draft.trigger('click', { selector: 'button' })]);
  draft.event('sent', [draft.trigger('form_submit')]);
  const body = '<form onsubmit="return false"><button>Buy</button></form>';
  await page.goto(shop.page('/', { config: { tags: draft.tags }, body }));
  await shop.event('page_view');
  await page.click('button');
  await shop.event('clicked');
  await shop.event('sent');
  expect(shop.names()).not.toContain('never');
});

test('a blocking trigger on another element of the same click blocks', async ({ page, shop }) => {
  const draft = new Draft();
  draft.event('any', { f: [draft.trigger('click')], b: [draft.trigger('click', { selector: '.quiet' })] });
  const body = '<p class=quiet><i id=a>a</i></p><p id=b>b</p>';
  await page.goto(shop.page('/', { config: { tags: draft.tags }, body }));
  await shop.event('page_view');
  await page.click('#a');
  await page.click('#b');
  await shop.event('any');
  await page.evaluate(() => {
    (window as unknown as { dataLayer: unknown[] }).dataLayer.push({ event: 'end' });
  });
  await shop.event('end');
  expect(shop.names().filter(name => name === 'any')).toHaveLength(1);
});

test('links: the link around what was hit, middle clicks, no right clicks', async ({ page, shop, context }) => {
  const draft = new Draft();
  draft.event('link', [draft.trigger('link_click', { waitForTags: true })], builtIns(draft));
  shop.page('/next');
  await page.goto(
    shop.page('/', { config: { tags: draft.tags }, body: '<a href="/next?a#b" class=l><b>next</b></a><i>no</i>' }),
  );
  await shop.event('page_view');
  await page.click('i');
  await page.click('b', { button: 'right' });
  const opened = context.waitForEvent('page');
  await page.click('b', { button: 'middle' });
  await opened;
  expect((await shop.event('link')).data).toMatchObject({
    classes: 'l',
    url: `${shop.origin}/next?a#b`,
    path: '/next',
  });
  expect(shop.names().filter(name => name === 'link')).toHaveLength(1);
});

for (const [what, params, html, waits] of [
  ['holds a link while its tags run', { waitForTags: true, waitForTagsTimeout: 400 }, '<a href="/next">x</a>', true],
  [
    'holds a link in a drawing',
    { waitForTags: true, waitForTagsTimeout: 400 },
    '<svg width=50 height=50><a href="/next"><rect width=50 height=50 /></a></svg>',
    true,
  ],
  [
    'holds a link in a drawing of the old kind',
    { waitForTags: true, waitForTagsTimeout: 400 },
    '<svg width=50 height=50><a xlink:href="/next"><rect width=50 height=50 /></a></svg>',
    true,
  ],
  ['holds no link without being told to', { waitForTagsTimeout: 15_000 }, '<a href="/next">x</a>', false],
  [
    'holds no link that the page handles',
    { waitForTags: true, waitForTagsTimeout: 15_000 },
    '<a href="/next" class=app>x</a>',
    false,
  ],
] as const) {
  test(what, async ({ page, shop }) => {
    const draft = new Draft();
    const link = draft.trigger('link_click', params);
    draft.event('link', [link], builtIns(draft));
    draft.tag('custom_html', { html: '<script src="/hangs.js"></script>' }, [link]);
    await page.route('**/hangs.js', () => {});
    shop.page('/next');
    const app = script(
      "document.querySelector('.app')?.addEventListener('click',function(e){if(!e.defaultPrevented){e.preventDefault();location.href='/next'}})",
    );
    await page.goto(shop.page('/', { config: { tags: draft.tags }, body: html + app }));
    await shop.event('page_view');
    const start = Date.now();
    await page.click('a');
    await page.waitForURL('**/next');
    const took = Date.now() - start;
    expect((await shop.event('link')).data.url).toMatch(`${shop.origin}/next`);
    if (waits) expect(took).toBeGreaterThanOrEqual(395);
    else expect(took).toBeLessThan(10_000);
  });
}

test('where it is not enabled a trigger neither fires nor holds, and nothing happens', async ({ page, shop }) => {
  const draft = new Draft();
  const path = draft.variable('url', { component: 'path' });
  const enable: Value = [[path, 'contains', '/cart']];
  const link = draft.trigger('link_click', { enable, waitForTags: true, waitForTagsTimeout: 15_000 });
  const form = draft.trigger('form_submit', { enable });
  draft.event('link', [link]);
  draft.event('form', [form]);
  draft.event('any', [draft.trigger('custom_event', { regex: true, pattern: '^gtm\\.(link|form).*' })]);
  const body = `<a href="#a">x</a><form onsubmit="return false"><button>Send</button></form>`;
  await page.goto(shop.page('/', { config: { tags: draft.tags }, body }));
  await shop.event('page_view');
  const act = async (): Promise<void> => {
    await page.click('a');
    await page.click('button');
  };
  await act();
  await page.evaluate(() => history.pushState(null, '', '/cart'));
  await act();
  await shop.event('link');
  await shop.event('form');
  await shop.until(() => shop.names().filter(name => name === 'any').length === 2);
  const of = (wanted: string) => shop.names().filter(name => name === wanted).length;
  expect([of('link'), of('form'), of('any')]).toEqual([1, 1, 2]);
});

test('with Check Validation a trigger stays away from what the page cancels', async ({ page, shop }) => {
  const draft = new Draft();
  draft.event('checked', [draft.trigger('link_click', { checkValidation: true })]);
  draft.event('unchecked', [draft.trigger('link_click')]);
  await page.goto(shop.page('/', { config: { tags: draft.tags }, body: '<a href="#">x</a>' }));
  await shop.event('page_view');
  await stay(page);
  await page.click('a');
  await shop.event('unchecked');
  expect(shop.names()).not.toContain('checked');
});

test('forms: holds, then sends once with the button that was pressed', async ({ page, shop }) => {
  const draft = new Draft();
  const sent = draft.trigger('form_submit', { waitForTags: true, waitForTagsTimeout: 200 });
  draft.tag('custom_html', { html: '<script src="/hangs.js"></script>' }, [sent]);
  draft.event('sent', [sent], builtIns(draft));
  await page.route('**/hangs.js', () => {});
  shop.page('/order');
  const body = `<form id=f class=c action="/order"><input name=a value=1><button name=go value=now>Send</button></form>
    ${script("count=0;f.addEventListener('submit',function(){count++;sessionStorage.count=count})")}`;
  await page.goto(shop.page('/', { config: { tags: draft.tags }, body }));
  await shop.event('page_view');
  await page.click('button');
  await page.waitForURL('**/order?a=1&go=now');
  expect((await shop.event('sent')).data).toMatchObject({ id: 'f', classes: 'c', url: `${shop.origin}/order` });
  expect(await page.evaluate(() => sessionStorage.count)).toBe('1');
});

for (const [what, handler, act] of [
  [
    'whose button the page has replaced',
    "f.addEventListener('submit',function(){f.innerHTML='<input name=a value=1>…'})",
    '',
  ],
  ['whose button became another', "f.addEventListener('submit',function(){f.elements.go.type='button'})", ''],
  [
    'that the page announces by an event of its own',
    '',
    "f.dispatchEvent(new Event('submit',{bubbles:true,cancelable:true}))&&HTMLFormElement.prototype.submit.call(f)",
  ],
  [
    'in a browser that knows less',
    'delete SubmitEvent.prototype.submitter;delete HTMLFormElement.prototype.requestSubmit',
    '',
  ],
] as const) {
  test(`a form ${what} arrives though it was held`, async ({ page, shop }) => {
    const draft = new Draft();
    const sent = draft.trigger('form_submit', { waitForTags: true, waitForTagsTimeout: 200 });
    draft.tag('custom_html', { html: '<script src="/hangs.js"></script>' }, [sent]);
    await page.route('**/hangs.js', () => {});
    shop.page('/order');
    const body = `<form id=f action="/order"><input name=a value=1><input name=submit hidden><button name=go>Send</button></form>
      ${script(handler)}`;
    await page.goto(shop.page('/', { config: { tags: draft.tags }, body }));
    await shop.event('page_view');
    if (act) await page.evaluate(act);
    else await page.click('button');
    await page.waitForURL('**/order?a=1*');
  });
}

for (const [rule, params, sign] of [
  ['an element', { success: 'selector', successSelector: '.thanks' }, 't.hidden=false'],
  ['a data-layer event', { success: 'event', successEvent: 'sent_ok' }, "dataLayer.push({event:'sent_ok'})"],
] as const) {
  test(`a form sent by script fires when ${rule} says so, not before`, async ({ page, shop }) => {
    const draft = new Draft();
    draft.event('done', [draft.trigger('form_submit', params)], builtIns(draft));
    const body = `<p id=t class=thanks hidden>Thanks</p><form id=f><button>Send</button></form>
      ${script("f.addEventListener('submit',function(e){e.preventDefault()})")}`;
    await page.goto(shop.page('/', { config: { tags: draft.tags }, body }));
    await shop.event('page_view');
    await page.evaluate(sign);
    await page.evaluate('t.hidden=true');
    await page.click('button');
    await page.evaluate("dataLayer.push({event:'marker'})");
    await shop.event('marker');
    expect(shop.names()).not.toContain('done');
    await page.evaluate(sign);
    expect((await shop.event('done')).data).toMatchObject({ id: 'f' });
  });
}
