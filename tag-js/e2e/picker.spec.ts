import { expect, script, test } from './fixture.ts';

const CSP = "default-src 'self'; script-src 'nonce-abc'; style-src 'nonce-abc'; img-src 'self'";
const BODY = `<article data-product-id="SKU_1"><h2>Red saree</h2><b class="css-1x2y3z price">৳ 1,290</b>
  <button class="btn add-to-cart css-9a8b7c"><span>কার্টে যোগ করুন</span></button></article>
  <article><button class="btn add-to-cart">Other</button></article>
  <script type="application/ld+json" nonce=abc>{"@type":"Product","name":"Red saree","sku":"SKU_1","offers":{"price":1290,"priceCurrency":"BDT"}}</script>`;

test('suggests stable selectors with their counts, and what can be read nearby; the page hears nothing', async ({
  page,
  shop,
}) => {
  const clicks = script("clicks=0;addEventListener('click',function(){clicks++})");
  const parts = ['module.picker'];
  await page.goto(shop.page('/', { parts, csp: CSP, before: clicks, body: BODY, config: { language: 'bn' } }));
  await expect(page.getByRole('status')).toContainText('যে এলিমেন্ট চান সেটিতে ক্লিক করুন');
  const button = page.locator('button.add-to-cart').first();
  await button.hover({ position: { x: 2, y: 2 } });
  await expect(page.getByRole('status')).toContainText('.add-to-cart');
  await button.click({ position: { x: 2, y: 2 } });
  await shop.until(() => shop.told('picked').length > 0);
  const [picked] = shop.told('picked') as unknown as {
    selectors: { selector: string; count: number; by: string }[];
    values: { parameter: string; value: string; from: string }[];
  }[];
  expect(picked.selectors).toContainEqual({ selector: '.add-to-cart', count: 2, by: 'class' });
  expect(JSON.stringify(picked.selectors)).not.toContain('css-');
  expect(picked.selectors.at(-1)).toMatchObject({ by: 'path', count: 1 });
  const values = picked.values.map(({ parameter, value, from }) => [parameter, value, from]);
  expect(values).toEqual(
    expect.arrayContaining([
      ['item_id', 'SKU_1', 'data'],
      ['price', '৳ 1,290', 'text'],
      ['item_name', 'Red saree', 'text'],
      ['price', '1290', 'json-ld'],
      ['currency', 'BDT', 'json-ld'],
    ]),
  );
  expect(await page.evaluate(() => (window as unknown as { clicks: number }).clicks)).toBe(0);
});

test('Escape leaves, and the page works as before', async ({ page, shop }) => {
  const clicks = script("clicks=0;addEventListener('click',function(){clicks++})");
  await page.goto(shop.page('/', { parts: ['module.picker'], before: clicks, body: BODY }));
  await expect(page.getByRole('status')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('status')).toHaveCount(0);
  await page.locator('button').first().click();
  expect(await page.evaluate(() => (window as unknown as { clicks: number }).clicks)).toBe(1);
  await shop.until(() => shop.told('left').length === 1);
});
