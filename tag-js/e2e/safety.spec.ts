import type { Page } from '@playwright/test';
import { expect, script, test } from './fixture.ts';
import type { Answer, PageOptions, Shop } from './server.ts';
import { Draft } from './tags.ts';

/** A shop that notes what its own code does, and everything that reaches its own error handlers. */
const OWN = script(`var trace=[],dataLayer=window.dataLayer||[];
  onerror=function(m){trace.push('error '+m)};
  onunhandledrejection=function(e){trace.push('rejection '+e.reason)};
  addEventListener('DOMContentLoaded',function(){
    cart.onclick=function(){trace.push('cart');dataLayer.push({event:'add_to_cart',value:1})};
    order.onsubmit=function(e){e.preventDefault();trace.push('order '+new FormData(order).get('size'))};
    document.querySelector('a').onclick=function(){trace.push('link')};
  });`);
const BODY = `<button id="cart">Cart</button><a href="#more">More</a>
  <form id="order"><input name="size" value="M"><button>Order</button></form>`;

/** Uses the shop as a visitor does and tells what came of it. */
const visit = async (page: Page, url: string) => {
  await page.goto(url);
  await page.click('#cart');
  await page.click('a');
  await page.click('#order button');
  await page.evaluate(() => history.pushState({ step: 2 }, '', '?step=2'));
  const own = await page.evaluate(async () => ({
    trace: (window as unknown as { trace: string[] }).trace,
    state: history.state,
    found: (await fetch('/stock')).status,
    text: document.body.innerText,
  }));
  return { ...own, search: new URL(page.url()).search };
};

/** The same shop without the snippet. */
const alone = async (page: Page, shop: Shop) => {
  const url = `${shop.origin}/alone`;
  const body = `<!doctype html><meta charset="utf-8"><title>Alone</title>${OWN}<body>${BODY}`;
  await page.route(url, route => route.fulfill({ contentType: 'text/html', body }));
  return visit(page, url);
};

const throwing = (): PageOptions => {
  const draft = new Draft();
  const view = draft.trigger('page_view');
  const click = draft.trigger('click', {}, [[{ f: 0 }, 'equals', 'x']]);
  const own = draft.variable('custom_javascript', { javascript: { f: 0 } });
  draft.tag('custom_html', { html: ['<template>', [own]] }, [view, click]);
  draft.tag('custom_image', { url: own }, [view]);
  draft.tag('meta_pixel', {}, { f: [view], x: 1 });
  draft.event(own, [view]);
  return { config: { tags: draft.tags }, code: ['v=>(function(){throw Error("tag")})'] };
};

const large = (): PageOptions => {
  const draft = new Draft();
  // As much as may be saved in one tag.
  const html = `<template>${'<i>x</i>'.repeat(12_000)}</template>`;
  draft.tag('custom_html', { html }, [draft.trigger('page_view')]);
  return { config: { tags: draft.tags } };
};

const DOWN: Answer[] = Array.from({ length: 50 }, () => ({ status: 503, cut: true }));

interface Fault {
  options?: () => PageOptions;
  answers?: Answer[];
  /** Addresses that the browser doesn't load, as blockers do. */
  blocks?: string;
}

const FAULTS: Record<string, Fault> = {
  'is well': {},
  'cannot reach the collector': { answers: DOWN },
  'hears only errors from the collector': { answers: DOWN.map(() => ({ status: 503, body: 'x' })) },
  'is blocked': { blocks: '**/t/*.js*' },
  'and its collector are blocked': { blocks: '**/{e,t/*.js*}' },
  'answers 404': { options: () => ({ container: 'blocked' }) },
  'is replaced by an empty file': { options: () => ({ container: 'empty' }) },
  'has tags that throw': { options: throwing },
  'has the largest Custom HTML': { options: large },
};

/** Of each way to grow with the square of the text's length, which may be saved, a pattern and the text that it hates. */
const WORST: [pattern: string, text: string][] = [
  ['a.*b', 'a'],
  ['x*y', 'x'],
  ['^.*a.*b$', 'a'],
  ['(\\d+,)+z', '1,'],
  ['((.*)utm_source=(.*))|((.*)gclid=(.*))|((.*)awc(.*))', 'x'],
];

test('the slowest expressions that may be saved take a moment with the longest text, not minutes', async ({ page }) => {
  for (const [pattern, part] of WORST) {
    const ms = await page.evaluate(
      ([source, text]) => {
        const expression = new RegExp(source);
        const start = performance.now();
        if (expression.test(text)) throw Error('it should fail');
        return performance.now() - start;
      },
      [pattern, part.repeat(4000).slice(0, 4000)],
    );
    test.info().annotations.push({ type: 'ms', description: `${pattern}: ${ms.toFixed(0)}` });
    expect(ms, pattern).toBeLessThan(1_000);
  }
});

for (const [what, { options, answers = [], blocks }] of Object.entries(FAULTS)) {
  test(`the shop is what it is without Warmtag when Warmtag ${what}`, async ({ page, shop }) => {
    const own = await alone(page, shop);
    expect(own.trace).toEqual(['cart', 'link', 'order M']);
    shop.answers.push(...answers);
    if (blocks) await page.route(blocks, route => route.abort());
    expect(await visit(page, shop.page('/', { after: OWN, body: BODY, ...options?.() }))).toEqual(own);
  });
}
