// The demo shop in a real browser, under a policy without unsafe-inline and unsafe-eval. Run: node --test <this file>
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { startDemo } from './demo-server.mjs';

let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
});
after(() => browser.close());

// A page's tag manager that writes down every push of a visit and answers callbacks twice, as two containers would.
const recorder = nonce => `<script nonce="${nonce}">
  window.dataLayer = [];
  dataLayer.push = message => {
    sessionStorage.seen = JSON.stringify([...JSON.parse(sessionStorage.seen ?? '[]'), message]);
    if (message.eventCallback) setTimeout(() => { message.eventCallback(); message.eventCallback(); });
  };
</script>`;
const thrower = nonce => `<script nonce="${nonce}">
  window.dataLayer = [];
  dataLayer.push = () => { throw new Error('a tag is broken'); };
</script>`;
const blocked = nonce => `<script nonce="${nonce}" async src="/t/WT-BLOCKED.js"></script>`;

/** One visit with its own device; `problems` holds everything the console complained about. */
async function visit(use, { snippet, language = 'en', ...options } = {}) {
  const demo = await startDemo(snippet);
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const problems = [];
  page.on('console', message => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
  page.on('pageerror', error => problems.push(error.message));
  const open = async path => {
    await page.goto(demo.origin + path);
    await ready(page);
  };
  try {
    if (language === 'en') await open('/demo?lang=en');
    await use({ page, open, problems, seen: () => page.evaluate(() => JSON.parse(sessionStorage.seen ?? '[]')) });
  } finally {
    await context.close();
    demo.stop();
  }
}

const ready = page => page.waitForSelector('html.ready');

async function putPanjabiInCart({ page, open }) {
  await open('/demo/product.html?id=cotton-panjabi');
  await page.getByRole('radio', { name: 'Green' }).check();
  await page.getByRole('radio', { name: 'XL' }).check();
  await page.getByRole('button', { name: 'One more: Quantity' }).click();
  await page.getByRole('button', { name: 'Add to cart' }).click();
}

async function fillAddress(page) {
  await page.getByLabel('Your name').fill('Rahima Begum');
  await page.getByLabel('Mobile number').fill('+880 1712-345678');
  await page.getByLabel('Address', { exact: true }).fill('House 12, Road 5, Dhanmondi');
  await page.getByLabel('District').selectOption('dhaka');
}

async function buy(visitor) {
  const { page } = visitor;
  await putPanjabiInCart(visitor);
  await page.getByRole('link', { name: 'See cart' }).click();
  await page.getByRole('link', { name: 'Go to checkout' }).click();
  await fillAddress(page);
  await page.getByRole('button', { name: 'Place order' }).click();
  await page.waitForURL('**/thank-you.html?order=*');
  await ready(page);
}

const panjabi = {
  item_id: 'cotton-panjabi',
  item_name: 'Cotton panjabi',
  price: 1890,
  quantity: 2,
  item_category: 'Clothing',
  item_variant: 'Green / XL',
};
const named = (seen, event) => seen.filter(message => message.event === event);

test('sellsUnderStrictPolicyWithoutTagManager', () =>
  visit(async visitor => {
    await buy(visitor);
    assert.match(await visitor.page.textContent('.order-number'), /RG-\d{6}-[2-9A-Z]{6}/);
    assert.match(await visitor.page.textContent('.totals .grand'), /৳3,850/);
    assert.deepEqual(visitor.problems, []);
  }));

test('sellsWhenContainerFileIsBlocked', () =>
  visit(
    async visitor => {
      await buy(visitor);
      assert.ok(
        visitor.problems.every(problem => problem.includes('404')),
        visitor.problems.join(),
      );
    },
    { snippet: blocked },
  ));

test('sellsWhenDataLayerThrows', () =>
  visit(
    async visitor => {
      await buy(visitor);
      assert.deepEqual([...new Set(visitor.problems)], ['a tag is broken']);
    },
    { snippet: thrower },
  ));

test('pushesWholePurchaseInFormOfGa4', () =>
  visit(
    async visitor => {
      await buy(visitor);
      const seen = await visitor.seen();
      const events = seen.filter(message => message.event);
      assert.deepEqual(
        events.map(message => message.event),
        [
          'view_item_list',
          'view_item',
          'view_item_list',
          'add_to_cart',
          'view_cart',
          'begin_checkout',
          'add_shipping_info',
          'add_payment_info',
          'purchase',
        ],
      );
      for (const message of events) assert.deepEqual(seen[seen.indexOf(message) - 1], { ecommerce: null });
      const cart = { currency: 'BDT', value: 3780, items: [panjabi] };
      assert.deepEqual(named(events, 'add_to_cart')[0].ecommerce, cart);
      assert.deepEqual(named(events, 'view_cart')[0].ecommerce, cart);
      assert.deepEqual(named(events, 'begin_checkout')[0].ecommerce, cart);
      assert.deepEqual(named(events, 'add_shipping_info')[0].ecommerce, { ...cart, shipping_tier: 'inside_dhaka' });
      assert.deepEqual(named(events, 'add_payment_info')[0].ecommerce, { ...cart, payment_type: 'cod' });
      const order = new URL(visitor.page.url()).searchParams.get('order');
      assert.deepEqual(named(events, 'purchase')[0].ecommerce, { ...cart, transaction_id: order, shipping: 70 });
      assert.deepEqual(named(events, 'purchase')[0].user_data, {
        phone_number: '+880 1712-345678',
        address: { first_name: 'Rahima Begum', city: 'dhaka', country: 'BD' },
      });
    },
    { snippet: recorder },
  ));

test('goesToThankYouPageOnceAndKeepsOrderNumberOnReload', () =>
  visit(
    async visitor => {
      const { page } = visitor;
      const arrivals = [];
      page.on('request', request => request.url().includes('/thank-you.html') && arrivals.push(request.url()));
      await buy(visitor);
      assert.equal(arrivals.length, 1);
      const number = await page.textContent('.order-number strong');
      await page.reload();
      await ready(page);
      assert.equal(await page.textContent('.order-number strong'), number);
      assert.equal(named(await visitor.seen(), 'purchase').length, 1);
      await page.goBack();
      await page.getByText('Your cart is empty').waitFor();
    },
    { snippet: recorder },
  ));

test('pushesWhatVisitorDoesOutsideCheckout', () =>
  visit(
    async visitor => {
      const { page, open, seen } = visitor;
      await page.getByRole('button', { name: 'Add Clay tea set to wish list' }).click();
      await page.getByRole('link', { name: 'Home', exact: true }).click();
      await page.getByRole('link', { name: 'Clay tea set' }).click();
      await page.waitForURL('**/product.html?id=clay-teapot');
      await page.getByRole('searchbox').fill('শাড়ী');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/search.html?q=*');
      await page.getByRole('link', { name: 'Dhakai jamdani saree' }).waitFor();
      await putPanjabiInCart(visitor);
      await open('/demo/cart.html');
      await page.getByRole('button', { name: 'One less: Cotton panjabi' }).click();
      await page.getByRole('button', { name: 'Remove Cotton panjabi from cart' }).click();
      await page.getByText('Your cart is empty').waitFor();
      await page.getByRole('button', { name: 'Privacy choices' }).click();

      const pushed = await seen();
      const wished = named(pushed, 'add_to_wishlist')[0].ecommerce;
      assert.equal(wished.value, 1150);
      assert.equal(wished.items[0].item_id, 'clay-teapot');
      const list = { item_list_id: 'home', item_list_name: 'Home' };
      assert.deepEqual(
        named(pushed, 'view_item_list')
          .map(message => message.ecommerce.items.length)
          .slice(0, 2),
        [10, 3],
      );
      const selected = named(pushed, 'select_item')[0].ecommerce;
      assert.deepEqual({ ...selected, items: undefined }, { ...list, items: undefined });
      assert.equal(selected.items[0].index, 1);
      assert.deepEqual(named(pushed, 'search'), [{ event: 'search', search_term: 'শাড়ী' }]);
      assert.deepEqual(
        named(pushed, 'remove_from_cart').map(message => message.ecommerce),
        [1, 1].map(quantity => ({ currency: 'BDT', value: 1890, items: [{ ...panjabi, quantity }] })),
      );
      assert.equal(named(pushed, 'warmtag.consent.open').length, 1);
    },
    { snippet: recorder },
  ));

test('cancelsOrderOnce', () =>
  visit(
    async visitor => {
      const { page, seen } = visitor;
      await buy(visitor);
      const id = await page.textContent('.order-number strong');
      await page.getByRole('link', { name: 'See all orders' }).click();
      await page.getByText('Cancel this order?').click();
      await page.getByRole('button', { name: 'Yes, cancel it' }).click();
      await page.getByText('Cancelled', { exact: true }).waitFor();
      assert.equal(await page.getByText('Cancel this order?').count(), 0);
      assert.deepEqual(named(await seen(), 'order_cancelled'), [{ event: 'order_cancelled', transaction_id: id }]);
    },
    { snippet: recorder },
  ));

test('speaksBengaliUnlessEnglishWasChosen', () =>
  visit(
    async ({ page, open }) => {
      await open('/demo');
      assert.equal(await page.getAttribute('html', 'lang'), 'bn');
      assert.match(await page.textContent('.card'), /ঢাকাই জামদানি শাড়ি৳১২,৫০০/);
      assert.equal(await page.title(), 'হাতে গড়া, মন ভরা · রঙিন');
      await page.getByRole('link', { name: 'English' }).click();
      await ready(page);
      await open('/demo/cart.html');
      assert.equal(await page.getAttribute('html', 'lang'), 'en');
      assert.equal(await page.title(), 'Your cart · Rongin');
    },
    { language: 'bn' },
  ));

test('groupsNumbersByLakh', () =>
  visit(async ({ page }) => {
    const shown = await page.evaluate(async () => {
      const { formatPrice } = await import('/demo/scripts/numbers.js');
      return [0, 999, 1000, 99999, 123456, 12345678].map(taka => [formatPrice(taka, 'bn'), formatPrice(taka, 'en')]);
    });
    assert.deepEqual(shown, [
      ['৳০', '৳0'],
      ['৳৯৯৯', '৳999'],
      ['৳১,০০০', '৳1,000'],
      ['৳৯৯,৯৯৯', '৳99,999'],
      ['৳১,২৩,৪৫৬', '৳1,23,456'],
      ['৳১,২৩,৪৫,৬৭৮', '৳1,23,45,678'],
    ]);
  }));

test('saysInBengaliWhatIsMissingFromAddress', () =>
  visit(
    async ({ page, open }) => {
      await open('/demo/product.html?id=clay-teapot');
      await page.getByRole('button', { name: 'কার্টে যোগ করুন' }).click();
      await open('/demo/checkout.html');
      await page.getByLabel('মোবাইল নম্বর').fill('০১৭১২');
      await page.getByRole('button', { name: 'অর্ডার নিশ্চিত করুন' }).click();
      assert.deepEqual(await page.locator('.error').allTextContents(), [
        'আপনার নাম লিখুন, অন্তত দুই অক্ষর।',
        '১১ অঙ্কের মোবাইল নম্বর লিখুন, যেমন ০১৭১২৩৪৫৬৭৮।',
        'বাসা, রাস্তা ও এলাকা লিখুন, যেন আমরা খুঁজে পাই।',
        'জেলা বেছে নিন।',
      ]);
      assert.equal(await page.evaluate(() => document.activeElement.id), 'name');
      await page.getByLabel('মোবাইল নম্বর').fill('০১৭১২৩৪৫৬৭৮');
      await page.getByLabel('জেলা').selectOption('sylhet');
      assert.equal(await page.textContent('#mobile-error'), '');
      assert.match(await page.textContent('#totals'), /ডেলিভারি চার্জ৳১৩০মোট৳১,২৮০/);
    },
    { language: 'bn' },
  ));

test('filterKeepsPageAndBackUndoesIt', () =>
  visit(async ({ page, problems }) => {
    await page.evaluate(() => (window.same = true));
    await page.getByRole('link', { name: 'Crafts' }).click();
    await page.getByLabel('Sort by').selectOption('cheap');
    assert.deepEqual(await page.locator('.card-name').allTextContents(), [
      'Painted wooden elephant',
      'Rickshaw-art tray',
    ]);
    assert.match(page.url(), /\/demo\?category=crafts&sort=cheap$/);
    await page.goBack();
    await page.goBack();
    await page.getByText('10 products').waitFor();
    assert.equal(await page.evaluate(() => window.same), true);
    assert.deepEqual(problems, []);
  }));

test('browsesWhenBrowserKeepsNothing', () =>
  visit(async ({ page, open, problems }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await open('/demo/product.html?id=jute-tote&lang=en');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.getByText('Your browser does not let this shop remember anything').waitFor();
    assert.deepEqual(problems, []);
  }));

test('survivesBrokenThingsOnDevice', () =>
  visit(async ({ page, open, problems }) => {
    await page.evaluate(() => {
      localStorage.setItem('rongin.cart', '[{"id":"gone","variant":"x","quantity":1},{"id":"clay-teapot"},7,null]');
      localStorage.setItem('rongin.wishes', '{"not":"a list"}');
      localStorage.setItem('rongin.orders', '{{{');
    });
    for (const path of ['cart', 'wishlist', 'orders', 'checkout']) {
      await open(`/demo/${path}.html`);
      await page.getByRole('main').getByRole('link', { name: 'All products' }).waitFor();
    }
    assert.deepEqual(problems, []);
  }));
