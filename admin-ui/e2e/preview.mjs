// Previews the demo shop of a running server as a marketer would: a tag in the draft, the preview, the shop in Chromium,
// and what the console says of it. Fails when it says something else. Makes a trigger and two tags in the draft.
//   WALK_URL=http://localhost:8080 WALK_EMAIL=… WALK_PASSWORD=… WARMTAG_API_KEY=… node e2e/preview.mjs
import { strict as assert } from 'node:assert';
import { api, base, demo, launch, logIn, mark } from './visit.mjs';

const all = await api('POST', `${demo}/triggers`, { name: `All pages ${mark}`, type: 'page_view', params: {} });
const cart = await api('POST', `${demo}/triggers`, {
  name: `Cart click ${mark}`,
  type: 'click',
  params: {},
  conditions: [{ left: '{{Click Text}}', operator: 'contains', right: mark, negate: false, ignoreCase: false }],
});
await tag(`Hello ${mark}`, all);
await tag(`Cart ${mark}`, cart);

const browser = await launch();
try {
  await preview(await browser.newContext());
} finally {
  await browser.close();
}
console.log('the preview shows what fired and why the other did not');

async function tag(name, trigger) {
  const consent = { mode: 'none', types: [] };
  await api('POST', `${demo}/tags`, {
    name,
    type: 'custom_html',
    params: { html: '<b hidden>x</b>' },
    firing: [trigger.id],
    consent,
  });
}

async function preview(context) {
  const page = await logIn(context);
  await page.goto(`${base}/console${demo}/preview`);
  await Promise.all([page.waitForURL('**/previews/**'), page.click('button.primary')]);
  const [shop] = await Promise.all([context.waitForEvent('page'), page.click('.preview-bar a.primary')]);
  await shop.waitForURL('**/demo**');
  await page.waitForSelector('a[id$="-4"]');
  await shop.locator('a').first().dispatchEvent('click');
  const said = async (text) => (await page.locator('.preview-body').innerText()).includes(text);
  for (const name of ['gtm.js', 'gtm.click']) {
    await page
      .locator('.preview-steps ol a', { hasText: name === 'gtm.js' ? /Page View|পেজ দেখা/ : /Click|ক্লিক/ })
      .first()
      .click();
    await page.waitForSelector(`.preview-detail code:has-text("${name}")`);
    assert.ok(await said(name === 'gtm.js' ? `Hello ${mark}` : '{{Click Text}}'), name);
  }
  assert.equal(await page.locator('.preview-state.fired').count(), 0, 'a click fires neither');
}
