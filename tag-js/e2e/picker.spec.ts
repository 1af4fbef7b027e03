import type { Page } from '@playwright/test';
import { expect, script, test } from './fixture.ts';
import { Draft } from './tags.ts';

const CSP = "default-src 'self'; script-src 'nonce-abc'; style-src 'nonce-abc'; img-src 'self'";
const COUNT = script(
  `heard=[];['pointerdown','mousedown','touchstart','click','submit','keydown'].forEach(function(type){
  document.addEventListener(type,function(event){if(event.key!='Tab')heard.push(type)},true)})`,
);
const BODY = `<article data-product-id="SKU_1"><h2><a href="/saree">Red saree</a></h2><b class="css-1x2y3z price">৳ 1,290</b>
  <button class="btn add-to-cart css-9a8b7c"><span>কার্টে যোগ করুন</span></button></article>
  <article data-product-id="SKU_2"><h2>Blue saree</h2><b class="price">৳ 990</b><button class="btn add-to-cart">কার্টে যোগ করুন</button>
  <button class="btn">Compare</button></article>
  <form action="/sent"><input name="phone" required><button id="order">Order</button></form>
  <script type="application/ld+json" nonce=abc>[{"@type":"WebPage","name":"Shop"},
  {"@type":"Product","name":"Red saree","sku":"SKU_1","offers":{"@type":"Offer","price":1290,"priceCurrency":"BDT"}}]</script>`;

interface Picked {
  tag: string;
  selectors: { selector: string; count: number; by: string }[];
  form: { selector: string }[];
  leaf: { selector: string; count: number; text: string };
  values: { parameter: string; value: string; from: string; selector?: string; name?: string; count?: number }[];
}

const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
const picked = (shop: { told(kind: string): unknown[] }) => shop.told('picked') as Picked[];

test('suggests stable selectors with their counts, and what can be read nearby; the page hears nothing', async ({
  page,
  shop,
}) => {
  const parts = ['module.picker'];
  await page.goto(shop.page('/', { parts, csp: CSP, before: COUNT, body: BODY, config: { language: 'bn' } }));
  await expect(page.getByRole('status')).toContainText('যে এলিমেন্ট চান সেটিতে ক্লিক করুন');
  const words = page.getByText('কার্টে যোগ করুন').first();
  await words.hover();
  await expect(page.getByRole('status')).toContainText('.add-to-cart');
  await words.click();
  await shop.until(() => picked(shop).length > 0);
  const [{ tag, selectors, values }] = picked(shop);
  // The button, although the words in it were clicked.
  expect(tag).toBe('button');
  expect(selectors[0]).toEqual({ selector: '.btn.add-to-cart', count: 2, by: 'class' });
  // Finds another button too.
  expect(selectors.at(-1)).toEqual({ selector: '.btn', count: 3, by: 'class' });
  expect(JSON.stringify(selectors)).not.toContain('css-');
  expect(JSON.stringify(selectors)).not.toContain('SKU');
  expect(selectors.find(({ by }) => by === 'path')).toMatchObject({ count: 1 });
  expect(values).toEqual(
    expect.arrayContaining([
      {
        parameter: 'item_id',
        value: 'SKU_1',
        from: 'element',
        selector: 'article[data-product-id]',
        count: 2,
        name: 'data-product-id',
      },
      { parameter: 'price', value: '৳ 1,290', from: 'element', selector: '.price', count: 2 },
      expect.objectContaining({ parameter: 'item_name', value: 'Red saree', from: 'element' }),
      { parameter: 'price', value: '1290', from: 'json_ld', name: 'price', within: 'Offer' },
      { parameter: 'currency', value: 'BDT', from: 'json_ld', name: 'priceCurrency', within: 'Offer' },
    ]),
  );
  const json = JSON.stringify(values);
  expect(json).not.toContain('Shop');
  // Of another product.
  expect(json).not.toContain('990');
  expect(await heard(page)).toEqual([]);
});

test('while somebody picks, links, forms and keys do nothing, and no trigger hears them', async ({ page, shop }) => {
  const draft = new Draft();
  draft.event('clicked', [draft.trigger('click', { selector: 'button' })]);
  draft.event('sent', [draft.trigger('form_submit')]);
  const url = shop.page('/', { parts: ['module.picker'], before: COUNT, body: BODY, config: { tags: draft.tags } });
  await page.goto(url);
  await expect(page.getByRole('status')).toBeVisible();
  await page.getByRole('link').click();
  await shop.until(() => picked(shop).length === 1);
  expect(picked(shop)[0].tag).toBe('a');
  await page.getByRole('button', { name: 'Pick another' }).click();
  await page.locator('input').fill('01711');
  await page.locator('input').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await shop.until(() => picked(shop).length === 2);
  expect(picked(shop)[1]).toMatchObject({ tag: 'button', form: [{ selector: 'body > form' }] });
  expect(page.url()).toBe(url);
  expect((await heard(page)).filter(type => type === 'submit')).toEqual([]);
  await page.locator('.add-to-cart').first().click();
  await shop.event('clicked');
  expect(shop.names().filter(name => /clicked|sent/.test(name))).toEqual(['clicked']);
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } });

  test('a tap picks', async ({ page, shop }) => {
    const before = `<meta name="viewport" content="width=device-width">${COUNT}`;
    await page.goto(shop.page('/', { parts: ['module.picker'], before, body: BODY }));
    await expect(page.getByRole('status')).toBeVisible();
    await page.getByRole('button', { name: 'Move this bar' }).tap();
    await page.locator('b.price').first().tap();
    await shop.until(() => picked(shop).length > 0);
    expect(picked(shop)[0].leaf).toEqual({ selector: '.price', count: 2, by: 'class', text: '৳ 1,290' });
    expect((await heard(page)).filter(type => type !== 'keydown')).toEqual([]);
    const bar = await page.getByRole('region').boundingBox();
    expect(bar?.width).toBeLessThanOrEqual(344);
  });
});

test('browses to another page, picks there, and shows the event when it is tried', async ({ page, shop }) => {
  const draft = new Draft();
  draft.event('cart', [draft.trigger('click', { selector: '.add-to-cart' })], { price: 1290 });
  const parts = ['module.picker'];
  shop.page('/saree', { parts, body: BODY, config: { tags: draft.tags } });
  await page.goto(shop.page('/', { parts, body: '<a href="/saree">go</a>' }));
  await page.getByRole('button', { name: 'Browse first' }).click();
  await page.getByRole('link').click();
  await page.getByRole('button', { name: 'Pick' }).click();
  await page.locator('.add-to-cart').first().click();
  await shop.until(() => picked(shop).length > 0);
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.getByRole('status')).toContainText('Now do what a visitor does');
  await page.locator('.add-to-cart').first().click();
  await expect(page.getByRole('status')).toContainText('Sent: cart price: 1290');
  await shop.event('cart');
  const sent = () => shop.told('sent').find(({ event }) => (event as { name: string }).name === 'cart');
  await shop.until(() => sent() !== undefined);
  expect(sent()).toMatchObject({ by: 'tag' });
});

test('Escape leaves, and the page works as before, on the next page too', async ({ page, shop }) => {
  const url = shop.page('/', { parts: ['module.picker'], before: COUNT, body: BODY });
  await page.goto(url);
  await expect(page.getByRole('status')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('status')).toHaveCount(0);
  await page.locator('button').first().click();
  expect(await heard(page)).toContain('click');
  await shop.until(() => shop.told('left').length === 1);
  await page.goto(url);
  await shop.until(() => shop.told('hello').length === 2);
  await expect(page.getByRole('status')).toHaveCount(0);
});
