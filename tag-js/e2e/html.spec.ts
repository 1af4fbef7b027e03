import { readFileSync } from 'node:fs';
import type { Value } from '../src/engine/api.ts';
import { expect, script, test } from './fixture.ts';
import { Draft } from './tags.ts';

const NASTY = `"'><script>hit=1</script><img src=x onerror=hit=1>\`\${hit=1}&amp;javascript:hit=1//\\\n\u2028শাড়ি`;

interface Golden {
  what: string;
  html: string;
  /** Whether the server finds that it is nothing but one script. */
  script?: true;
  /** What the server makes of it: variables by name, with their place. */
  pieces: (string | [name: string, place: string])[];
  /** `out` in the end, or what the element with this id holds; `$` stands for the nasty text. */
  out: unknown;
}
/** A test of the server reads them too. */
const CASES = JSON.parse(readFileSync(new URL('html.json', import.meta.url), 'utf8')) as Golden[];
const PLACES = ['TEXT', 'CODE', 'STRING', 'DATA', 'STYLE', 'ADDRESS', 'PATH', 'QUERY'];
const VALUES = `values={Nasty:nasty,Two:2,Minus:-5,Null:null,Yes:true,List:[{name:'<a b>'}],
Cyclic:{},Function:function(){return this===window?1:2},Red:'red',Tag:'script',Url:'https://shop.example/a?b=1&lt=2',Bad:'java\\nscript:hit=1'};
Object.defineProperty(values,'Element',{get:function(){return document.body}});values.Cyclic.self=values.Cyclic`;

for (const { what, script: isScript, pieces, out } of CASES) {
  test(`writes a variable as what it is in ${what}`, async ({ page, shop }) => {
    const draft = new Draft();
    const text = pieces.map<Value>(piece => {
      if (typeof piece === 'string') return piece;
      const variable = draft.variable('javascript', { name: `values.${piece[0]}` });
      const place = PLACES.indexOf(piece[1]);
      return place ? [variable, place] : [variable];
    });
    draft.tag('custom_html', { [isScript ? 'script' : 'html']: text }, [draft.trigger('page_view')]);
    draft.event('after', [draft.trigger('dom_ready')]);
    const problems: string[] = [];
    page.on('pageerror', error => problems.push(String(error)));
    const before = script(`nasty=${JSON.stringify(NASTY).replace(/</g, '\\u003c')};${VALUES}`);
    await page.goto(shop.page('/', { config: { tags: draft.tags }, before, body: '<b>shop</b>' }));
    await shop.event('after');
    if (pieces.some(piece => /onclick|javascript:/.test(`${piece}`))) await page.click('#out');
    const found = () =>
      page.evaluate(() => {
        const { out, hit } = window as unknown as { out: unknown; hit?: number };
        const element = document.querySelector<HTMLElement>('#out');
        const inPage = element?.dataset.v || (element as HTMLInputElement | null)?.value || element?.textContent;
        return { out: out instanceof Element ? inPage : out, hit, images: document.querySelectorAll('img').length };
      });
    const filled = JSON.parse(JSON.stringify(out), (_, value) =>
      typeof value === 'string' ? value.replaceAll('$', () => NASTY) : value,
    );
    // Code of an address runs in a task of its own, after the click.
    await expect.poll(found).toEqual({ out: filled, hit: undefined, images: 0 });
    expect(problems).toEqual([]);
  });
}

test('gives a script its values under a strict policy', async ({ page, shop }) => {
  const draft = new Draft();
  const list = draft.variable('javascript', { name: 'list' });
  draft.tag('custom_html', { script: ['out=', [list, 1], ';same=out===list'] }, [draft.trigger('page_view')]);
  draft.event('after', [draft.trigger('dom_ready')]);
  const csp = "default-src 'self'; script-src 'nonce-abc'";
  await page.goto(shop.page('/', { config: { tags: draft.tags }, before: script('list=[1]'), csp, body: '<p>shop' }));
  await shop.event('after');
  expect(await page.evaluate(() => (window as unknown as { same: unknown }).same)).toBe(true);
});

test('keeps the order of scripts, copies the nonce and ignores document.write', async ({ page, shop }) => {
  const draft = new Draft();
  const html = `<script>log.push(1)</script><script src="/two.js"></script><script>log.push(3);document.write('gone')</script>`;
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
