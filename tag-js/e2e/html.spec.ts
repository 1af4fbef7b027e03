import type { Value } from '../src/engine/api.ts';
import { expect, script, test } from './fixture.ts';
import { Draft } from './tags.ts';

const NASTY = `"'><script>hit=1</script><img src=x onerror=hit=1>\`\${hit=1}&amp;javascript:hit=1//\n\u2028শাড়ি`;

/** HTML with a variable where `@` stands. */
const pieces = (html: string, variable: Value): Value => {
  const parts = html.split('@').flatMap<Value>((text, n) => (n ? [variable, text] : [text]));
  return { '+': parts };
};

for (const [where, html, expected] of [
  ['text', '<p id=out>@</p>', NASTY],
  ['a quoted attribute', '<p id=out data-v="@">x</p>', NASTY],
  ['an unquoted attribute', '<p data-v=@ id=out>x</p>', NASTY],
  ['a script', '<script>out=@</script>', NASTY],
  ['a text in a script', "<script>out='@'</script>", NASTY],
  ['a double-quoted text', '<script>// it\'s\nout="<b>@</b>"</script>', `<b>${NASTY}</b>`],
  ['a template text', '<script>out=`a@`</script>', `a${NASTY}`],
  ['a script after another', '<script>a=@</script><p title="@">@</p><script>out=@</script>', NASTY],
  ['an event handler', `<p id=out onclick="out='@'">x</p>`, NASTY],
] as const) {
  test(`escapes a variable in ${where}`, async ({ page, shop }) => {
    const draft = new Draft();
    const nasty = draft.variable('javascript', { name: 'nasty' });
    draft.tag('custom_html', { html: pieces(html, nasty) }, [draft.trigger('page_view')]);
    draft.event('after', [draft.trigger('dom_ready')]);
    const before = script(`nasty=${JSON.stringify(NASTY).replace(/</g, '\\u003c')}`);
    await page.goto(shop.page('/', { config: { tags: draft.tags }, before }));
    await shop.event('after');
    if (html.includes('onclick')) await page.click('#out');
    const found = await page.evaluate(() => {
      const { out, hit } = window as unknown as { out: unknown; hit?: number };
      const element = document.querySelector<HTMLElement>('p#out');
      return [typeof out === 'string' ? out : element?.dataset.v || element?.textContent, hit];
    });
    expect(found).toEqual([expected, undefined]);
  });
}

for (const code of ['out=@', "out='@'", 'b={};out=`@`']) {
  test(`escapes a variable in ${code}, which is all the tag has`, async ({ page, shop }) => {
    const draft = new Draft();
    const nasty = draft.variable('javascript', { name: 'nasty' });
    draft.tag('custom_html', { script: pieces(code, nasty) }, [draft.trigger('page_view')]);
    draft.event('after', [draft.trigger('dom_ready')]);
    const before = script(`nasty=${JSON.stringify(NASTY).replace(/</g, '\\u003c')}`);
    const csp = "default-src 'self'; script-src 'nonce-abc'";
    await page.goto(shop.page('/', { config: { tags: draft.tags }, before, csp, body: '<p>shop' }));
    await shop.event('after');
    const found = await page.evaluate(() => {
      const { out, hit } = window as unknown as { out: unknown; hit?: number };
      return [out, hit];
    });
    expect(found).toEqual([NASTY, undefined]);
  });
}

test('puts lists into scripts as JSON and lets no address run code', async ({ page, shop }) => {
  const draft = new Draft();
  const list = draft.variable('javascript', { name: 'list' });
  const url = draft.variable('javascript', { name: 'url' });
  const html = {
    '+': ['<script>out=', list, '</script><a id=a href="', url, '">x</a><a id=b href="/p?q=', list, '">y</a>'],
  };
  draft.tag('custom_html', { html }, [draft.trigger('page_view')]);
  draft.event('after', [draft.trigger('dom_ready')]);
  const before = script("list=[{name:'<a b>'}];url='javascript:alert(1)'");
  await page.goto(shop.page('/', { config: { tags: draft.tags }, before }));
  await shop.event('after');
  const found = await page.evaluate(() => [
    (window as unknown as { out: unknown }).out,
    document.querySelector('#a')?.getAttribute('href'),
    document.querySelector('#b')?.getAttribute('href'),
  ]);
  expect(found).toEqual([[{ name: '<a b>' }], '', '/p?q=%5Bobject%20Object%5D']);
});

test('keeps the order of scripts, copies the nonce, ignores document.write and images for browsers without scripts', async ({
  page,
  shop,
}) => {
  const draft = new Draft();
  const html = `<script>log.push(1)</script><script src="/two.js"></script><script>log.push(3);document.write('gone')</script>
    <noscript><img src="/noscript.gif"></noscript>`;
  draft.tag('custom_html', { html }, [draft.trigger('page_view')]);
  draft.event('after', { f: [draft.trigger('page_view')], a: [0, 1] });
  await page.route('**/two.js', async route => {
    await new Promise(done => setTimeout(done, 100));
    await route.fulfill({ body: 'log.push(2)', contentType: 'text/javascript' });
  });
  const csp = "default-src 'self'; script-src 'nonce-abc'";
  await page.goto(
    shop.page('/', { config: { tags: draft.tags }, before: script('log=[]'), csp, body: '<h1>shop</h1>' }),
  );
  await shop.event('after');
  expect(await page.evaluate(() => (window as unknown as { log: number[] }).log)).toEqual([1, 2, 3]);
  await expect(page.locator('h1')).toBeVisible();
  expect(shop.served.join()).not.toContain('noscript.gif');
});

test('a script that the policy refuses makes the tag fail', async ({ page, shop }) => {
  const draft = new Draft();
  const view = draft.trigger('page_view');
  const bad = draft.tag('custom_html', { html: '<script src="https://elsewhere.test/x.js"></script>' });
  draft.event('never', { f: [view], a: [bad, 1] });
  draft.event('after', { f: [view], a: [bad, 0] });
  await page.goto(
    shop.page('/', {
      config: { tags: draft.tags },
      csp: "script-src 'self' 'nonce-other' 'nonce-abc' 'strict-dynamic'",
    }),
  );
  await shop.event('after');
  expect(shop.names()).not.toContain('never');
});
