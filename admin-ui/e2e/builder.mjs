// Goes the whole way of a marketer on the demo shop of a running server: builds an event with the picker, tries it, puts a
// Meta Pixel and a Custom HTML tag with consent on it, previews, publishes, sees a visitor's browser fire it, rolls back.
// Takes pictures of it at 360 and 1440 px in English and Bengali; fails when something else happens or nothing fits.
//   WALK_URL=http://localhost:8080 WALK_EMAIL=… WALK_PASSWORD=… node e2e/builder.mjs [folder]
import { strict as assert } from 'node:assert';
import { mkdir } from 'node:fs/promises';
import { base, demo, findings, launch, logIn, mark, overflow, speak, until } from './visit.mjs';

const site = `${base}/console${demo}`;
const folder = process.argv[2] ?? 'test-results/builder';
const event = `cart_button_${mark}`;

await mkdir(folder, { recursive: true });
const browser = await launch();
try {
  const context = await newContext();
  const page = await logIn(context);
  await speak(page, 'en');
  await publishSomething(page);
  const built = await build(context, page);
  await addTags(page, built.trigger);
  await preview(context, page);
  await publish(page);
  await visit(true);
  await rollBack(page);
  await visit(false);
  await change(page, built.definition);
  await deleteTrigger(page, built);
} finally {
  await browser.close();
}
console.log('built, tried, previewed, published, seen firing, rolled back, changed');

async function newContext() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' });
  // Nobody here is asked by Meta; what is sent there is what counts.
  await context.route('https://connect.facebook.net/**', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'window.pixelLoaded=1' }),
  );
  return context;
}

/** The same page at both widths and in both languages. */
async function pictures(page, name) {
  const url = page.url().replace(/#.*/, '');
  for (const language of ['bn', 'en']) {
    await speak(page, language);
    await page.goto(url);
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(() => document.fonts.ready);
      await picture(page, `${name}-${width}-${language}`);
      if (language === 'en') assert.deepEqual(await findings(page), [], `${name} ${width}`);
    }
  }
}

async function picture(page, name) {
  const wide = await overflow(page);
  assert.ok(wide <= 0, `${name} is ${wide} px too wide`);
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

/** Follows a link that opens a tab. */
async function tab(context, page, link) {
  const [opened] = await Promise.all([context.waitForEvent('page'), page.click(link)]);
  await opened.waitForURL('**/demo**');
  return opened;
}

async function build(context, page) {
  await page.goto(`${site}/events/new?own=1`);
  await page.fill('[name=name]', event);
  await pictures(page, 'definition-new');
  await page.fill('[name=name]', event);
  await Promise.all([page.waitForURL('**/builds/*'), page.click('button[value=pick]')]);
  await pictures(page, 'builder-empty');

  const shop = await tab(context, page, '#door');
  await shop.getByRole('button', { name: 'রাজি আছি' }).click();
  await picture(shop, 'picker-start-1440');
  await shop.getByRole('button', { name: 'আগে ঘুরে দেখুন' }).click();
  await shop.locator('.card a').first().click();
  await shop.waitForURL('**/product.html**');
  await shop.getByRole('button', { name: 'বাছুন', exact: true }).click();
  const button = shop.getByRole('button', { name: 'কার্টে যোগ করুন' });
  await button.hover();
  await picture(shop, 'picker-pointing-1440');
  await shop.setViewportSize({ width: 360, height: 640 });
  await button.hover();
  await picture(shop, 'picker-pointing-360');
  await button.click();
  await picture(shop, 'picker-picked-360');
  assert.equal(
    await shop.evaluate(() => localStorage.length && JSON.stringify(localStorage).includes('"quantity"')),
    false,
  );

  await page.waitForSelector('input[name="source.selector"]:checked');
  const read = await page.$$eval('[name$="].name"]', (fields) => fields.map((field) => field.value));
  assert.deepEqual(read.sort(), ['item_id', 'item_name', 'price']);
  await pictures(page, 'builder-picked');

  await page.click('button[value=try]');
  await page.waitForSelector('.flash');
  await shop.getByRole('button', { name: 'পরীক্ষা করুন' }).click();
  await shop.waitForLoadState('load');
  await shop.getByRole('button', { name: 'কার্টে যোগ করুন' }).click();
  await shop.getByText('পাঠানো হয়েছে').waitFor();
  await picture(shop, 'picker-tried-360');
  await page.waitForSelector('.builder-came .mark.good');
  const came = await page.locator('.builder-came').first().innerText();
  assert.match(came, /price\s+\d+/);
  assert.equal(await page.locator('.builder-came .builder-missing, .builder-came .builder-wrong').count(), 0, came);
  await pictures(page, 'builder-arrived');

  await Promise.all([page.waitForURL('**/events/*'), page.click('.actions.sticky button[value=save]')]);
  await pictures(page, 'definition-built');
  const definition = page.url();
  const paths = await page.$$eval('.uses a', (links) => links.map((link) => link.getAttribute('href')));
  assert.equal(paths.filter((path) => path.includes('/variables/')).length, 3, paths.join());
  await shop.close();
  return {
    definition,
    trigger: paths
      .find((path) => path.includes('/triggers/'))
      .split('/')
      .pop(),
    paths,
  };
}

async function addTags(page, trigger) {
  await tag('meta_pixel', async () => {
    await page.fill('[name="params.pixelId"]', '1234567890');
    await page.selectOption('[name="params.event"]', 'AddToCart');
  });
  await tag('custom_html', async () => {
    await page.locator('[name="params.html"]').evaluate((area, html) => {
      area.value = html;
    }, `<i id="seen-${mark}" hidden>{{Click Text}}</i>`);
    await page.selectOption('[name="consent.mode"]', 'additional');
    await page.check('[name="consent.types"][value=ad_storage]');
  });

  async function tag(type, fill) {
    await page.goto(`${site}/tags/new?type=${type}`);
    await page.fill('[name=name]', `${type} ${mark}`);
    await fill();
    await page.check(`[name=firing][value="${trigger}"]`);
    await Promise.all([page.waitForURL(/\/tags\/\d+$/), page.click('.actions.sticky button.primary')]);
  }
}

async function preview(context, page) {
  await page.goto(`${site}/preview`);
  await Promise.all([page.waitForURL('**/previews/**'), page.click('form .button.primary')]);
  const shop = await tab(context, page, '.preview-bar a.primary');
  await shop.locator('.card a').first().click();
  await shop.waitForURL('**/product.html**');
  await shop.getByRole('button', { name: 'কার্টে যোগ করুন' }).click();
  const step = page.locator('.preview-steps ol a', { hasText: 'Click' }).filter({ has: page.locator('.count') });
  await step.first().click();
  for (const type of ['meta_pixel', 'custom_html']) {
    await page.waitForSelector(`.preview-tag:has(.preview-state.fired):has-text("${type} ${mark}")`);
  }
  await pictures(page, 'preview');
  await page.locator('.preview-door summary').click();
  await picture(page, 'preview-phone-1440-en');
  await shop.close();
  await Promise.all([page.waitForURL('**/preview'), page.click('.preview-bar form button')]);
}

/** There must be a version to roll back to. */
async function publishSomething(page) {
  await page.goto(`${site}/versions`);
  if (await page.locator('.notice.good').count()) return;
  await page.goto(`${site}/versions/new`);
  await Promise.all([page.waitForURL(/\/versions\/\d+/), page.click('main form .primary')]);
}

async function publish(page) {
  await page.goto(`${site}/versions/new`);
  await pictures(page, 'publish');
  await page.fill('[name=name]', `Cart ${mark}`);
  await Promise.all([page.waitForURL(/\/versions\/\d+/), page.click('main form .primary')]);
  await page.waitForSelector('[role=status] .notice.good');
  await pictures(page, 'published');
}

/** A visitor who knows nothing of previews. */
async function visit(fires) {
  const context = await newContext();
  const shop = await context.newPage();
  const sent = [];
  shop.on('request', (request) => {
    if (request.url().endsWith('/e')) sent.push(...JSON.parse(request.postData() ?? '{"events":[]}').events);
  });
  await shop.goto(`${base}/demo`);
  await shop.locator('.card a').first().click();
  await shop.waitForURL('**/product.html**');
  const add = shop.getByRole('button', { name: 'কার্টে যোগ করুন' });
  await add.click();
  assert.equal(await shop.locator(`#seen-${mark}`).count(), 0, 'no tag without consent');
  await Promise.all([
    shop.waitForResponse((response) => response.url().endsWith('/e') && response.status() < 300),
    shop.getByRole('button', { name: 'রাজি আছি' }).click(),
  ]);
  if (fires) {
    await shop.locator(`#seen-${mark}`).first().waitFor({ state: 'attached' });
    assert.ok(await shop.waitForFunction(() => window.pixelLoaded));
    const ours = await told(sent, event);
    const shops = await told(sent, 'add_to_cart');
    assert.equal(ours.data.price, shops.data.value);
    assert.equal(ours.data.item_id, new URL(shop.url()).searchParams.get('id'));
  } else {
    await told(sent, 'add_to_cart');
    assert.equal(await shop.locator(`#seen-${mark}`).count(), 0, 'the version before knows nothing of it');
    assert.equal(sent.filter(({ name }) => name === event).length, 0);
  }
  await context.close();
}

function told(sent, wanted) {
  return until(
    () => sent.find(({ name }) => name === wanted),
    () => wanted,
  );
}

async function rollBack(page) {
  await page.goto(`${site}/versions`);
  const live = await page.locator('.notice.good').innerText();
  await page.locator('form[action$="/live/releases"] button').first().click();
  await page.waitForFunction((before) => document.querySelector('.notice.good')?.innerText !== before, live);
}

/** Edits what was built: the same trigger, tag and variables, no others. */
async function change(page, definition) {
  await page.goto(definition);
  const before = await page.$$eval('.uses a', (links) => links.map((link) => link.getAttribute('href')));
  await Promise.all([page.waitForURL('**/builds/*'), page.click('button[value=pick]')]);
  await page.fill('[name="source.own"]', 'form.choose button.button');
  await page.check('[name="source.selector"][value=""]');
  await Promise.all([page.waitForURL('**/events/*'), page.click('.actions.sticky button[value=save]')]);
  const after = await page.$$eval('.uses a', (links) => links.map((link) => link.getAttribute('href')));
  assert.deepEqual(after, before);
  await page.goto(base + before.find((path) => path.includes('/triggers/')));
  assert.equal(await page.inputValue('[name="params.selector"]'), 'form.choose button.button');
}

async function deleteTrigger(page, { definition, trigger }) {
  await page.goto(`${site}/triggers/${trigger}`);
  for (const path of await page.$$eval('.uses a', (links) => links.map((link) => link.getAttribute('href')))) {
    await page.goto(base + path);
    await page.uncheck(`[name=firing][value="${trigger}"]`);
    await page.click('.actions.sticky button.primary');
    await page.waitForSelector('.flash');
  }
  await page.goto(`${site}/triggers/${trigger}`);
  await page.click('confirm-button > button');
  await Promise.all([page.waitForURL('**/triggers'), page.click('[data-confirm]')]);
  await page.goto(definition);
  assert.match(await page.locator('.notice:visible').first().innerText(), /has been deleted/);
  await pictures(page, 'definition-broken');
}
