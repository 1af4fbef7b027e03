// Previews the demo shop of a running server as a marketer would: a tag in the draft, the preview, the shop in Chromium,
// and what the console says of it. Fails when it says something else. Makes a trigger and two tags in the draft.
//   WARMTAG_URL=http://localhost:8080 WARMTAG_EMAIL=… WARMTAG_PASSWORD=… WARMTAG_API_KEY=… node e2e/preview.mjs
import { strict as assert } from 'node:assert';
import { chromium } from 'playwright-core';

const base = process.env.WARMTAG_URL ?? 'http://localhost:8080';
const site = 'WT-DEM0SHP';
const mark = Date.now().toString(36);

const all = await create('triggers', { name: `All pages ${mark}`, type: 'page_view', params: {} });
const cart = await create('triggers', {
  name: `Cart click ${mark}`,
  type: 'click',
  params: {},
  conditions: [{ left: '{{Click Text}}', operator: 'contains', right: mark, negate: false, ignoreCase: false }],
});
await tag(`Hello ${mark}`, all);
await tag(`Cart ${mark}`, cart);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
try {
  await preview(await browser.newContext());
} finally {
  await browser.close();
}
console.log('the preview shows what fired and why the other did not');

async function create(kind, entity) {
  const answer = await fetch(`${base}/api/v1/sites/${site}/${kind}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.WARMTAG_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(entity),
  });
  const body = await answer.json();
  assert.ok(answer.ok, JSON.stringify(body));
  return body;
}

async function tag(name, trigger) {
  const consent = { mode: 'none', types: [] };
  await create('tags', {
    name,
    type: 'custom_html',
    params: { html: '<b hidden>x</b>' },
    firing: [trigger.id],
    consent,
  });
}

async function preview(context) {
  const page = await context.newPage();
  await page.goto(`${base}/console/login`);
  await page.fill('input[name=email]', process.env.WARMTAG_EMAIL ?? '');
  await page.fill('input[name=password]', process.env.WARMTAG_PASSWORD ?? '');
  await Promise.all([page.waitForURL('**/console/sites'), page.click('button.primary')]);
  await page.goto(`${base}/console/sites/${site}/preview`);
  await Promise.all([page.waitForURL('**/previews/**'), page.click('button.primary')]);
  const [shop] = await Promise.all([context.waitForEvent('page'), page.click('.preview-bar a.primary')]);
  await shop.waitForURL('**/demo**');
  await page.waitForSelector('a[id$="-4"]');
  await shop.locator('a').first().dispatchEvent('click');
  const said = async (text) => (await page.locator('.preview-body').innerText()).includes(text);
  for (const name of ['gtm.js', 'gtm.click']) {
    await page
      .locator('.preview-steps ol a', { hasText: name === 'gtm.js' ? /Page View|পাতা দেখা/ : /Click|ক্লিক/ })
      .first()
      .click();
    await page.waitForSelector(`.preview-detail code:has-text("${name}")`);
    assert.ok(await said(name === 'gtm.js' ? `Hello ${mark}` : '{{Click Text}}'), name);
  }
  assert.equal(await page.locator('.preview-state.fired').count(), 0, 'a click fires neither');
}
