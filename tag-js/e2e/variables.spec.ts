import type { Format, Params, Value } from '../src/engine/api.ts';
import { expect, script, test } from './fixture.ts';
import { Draft, rows } from './tags.ts';

const table = (...pairs: [string, Value][]): Value =>
  pairs.map(([key, value]) => ({
    '{': [
      ['key', key],
      ['value', value],
    ],
  }));

const BEFORE =
  script(`dataLayer=[{ecommerce:{currency:'BDT'},'a.b':1,flat:{x:1},list:[1,2]},{ecommerce:{value:5},flat:{y:2}}];
  shop={customer:{group:'gold'},text:'Mixed Case',nothing:null,yes:true};
  document.cookie='plain=a%20b=c;path=/';document.cookie='_ga=GA1.1.123.456;path=/';
  document.cookie='_ga_ABC=GS2.1.s1700000000$o5$g1;path=/'`);
const BODY = `<p id=price data-amount=12>  ৳ 1,290 </p><input id=name value=Ada><button id=buy>Buy</button><li id=item>One</li><div id=half style="height:50px;width:10px;
  position:absolute;left:0;bottom:-25px"></div><div id=gone hidden>x</div>`;

/** What each type gives on the test page `/shop/page.html?utm=x&utm=y#part`. */
const EXAMPLES: [type: string, params: Params, expected: unknown, format?: Format][] = [
  ['data_layer', { key: 'ecommerce.value', version: 2 }, 5],
  ['data_layer', { key: 'ecommerce.currency' }, 'BDT'],
  ['data_layer', { key: 'a.b' }, 1],
  ['data_layer', { key: 'list.1' }, 2],
  ['data_layer', { key: 'missing', default: 'none' }, 'none'],
  ['data_layer', { key: 'flat', version: 1 }, { y: 2 }],
  ['data_layer', { key: 'flat', version: 2 }, { x: 1, y: 2 }],
  ['data_layer', { key: 'a.b', version: 1 }, 1],
  ['url', { component: 'path' }, '/shop/page.html'],
  ['url', { component: 'host' }, '127.0.0.1'],
  ['url', { component: 'protocol' }, 'http'],
  ['url', { component: 'extension' }, 'html'],
  ['url', { component: 'query' }, 'utm=x&utm=y'],
  ['url', { component: 'query', queryKey: 'utm' }, 'x'],
  ['url', { component: 'query', queryKey: 'none' }, undefined],
  ['url', { component: 'fragment' }, 'part'],
  ['url', { component: 'url', source: 'https://www.shop.example/a?b#c' }, 'https://www.shop.example/a?b'],
  ['url', { component: 'host', source: 'https://www.shop.example/', stripWww: true }, 'shop.example'],
  ['url', { component: 'port', source: 'https://www.shop.example/' }, '443'],
  ['cookie', { name: 'plain' }, 'a%20b=c'],
  ['cookie', { name: 'plain', decode: true }, 'a b=c'],
  ['cookie', { name: 'lain' }, undefined],
  ['constant', { value: 'x' }, 'x'],
  ['constant', { value: 'MiXed' }, 'mixed', { case: 'lower' }],
  ['constant', { value: 'MiXed' }, 'MIXED', { case: 'upper' }],
  ['javascript', { name: 'shop.customer.group' }, 'gold'],
  ['javascript', { name: 'shop.none.deeper' }, undefined],
  ['javascript', { name: 'shop.none' }, 'was undefined', { undefined: 'was undefined' }],
  ['javascript', { name: 'shop.nothing' }, 'was null', { null: 'was null' }],
  ['javascript', { name: 'shop.yes' }, 1, { true: 1 }],
  ['dom_element', { selector: '#price' }, '৳ 1,290'],
  ['dom_element', { selector: '#price', attribute: 'data-amount' }, '12'],
  ['dom_element', { selector: '#name' }, 'Ada'],
  ['dom_element', { selector: '#buy' }, 'Buy'],
  ['dom_element', { selector: '#item' }, 'One'],
  ['dom_element', { selector: '#none' }, null],
  ['element_visibility', { selector: '#price' }, true],
  ['element_visibility', { selector: '#gone' }, false],
  ['element_visibility', { selector: '#half', output: 'percent' }, 50],
  ['element_visibility', { selector: '#half', ratio: 60 }, false],
  ['lookup_table', { input: 'b', rows: table(['a', 1], ['b', 2]) }, 2],
  ['lookup_table', { input: 'c', rows: table(['a', 1]), default: 'other' }, 'other'],
  ['lookup_table', { input: 5, rows: table(['5', 'five']) }, 'five'],
  ['regex_table', { input: '/cart/12', rows: table(['/cart/(\\d+)', 'cart $1']) }, 'cart 12'],
  ['regex_table', { input: 'pay 45 BDT now', rows: table(['(\\d+)(?= BDT)', 'taka $1']), fullMatch: false }, 'taka 45'],
  ['regex_table', { input: 'a-b', rows: table(['(?<=a-)b', '[$&]']), fullMatch: false }, '[b]'],
  [
    'regex_table',
    { input: `${'a'.repeat(4000)}z`, rows: table(['z', 'far']), fullMatch: false, default: 'cut' },
    'cut',
  ],
  ['regex_table', { input: '/cart/12/x', rows: table(['/cart/(\\d+)', 'c']), default: 'none' }, 'none'],
  ['regex_table', { input: 'xCARTx', fullMatch: false, rows: table(['cart', 'found']) }, 'found'],
  ['regex_table', { input: 'CART', ignoreCase: false, rows: table(['cart', 'found']) }, undefined],
  ['regex_table', { input: 'x', rows: table(['(', 'bad'], ['x', 'good']) }, 'good'],
  ['referrer', { component: 'path' }, '/from'],
  ['random_number', { min: 3, max: 3 }, 3],
  ['undefined', {}, undefined],
  ['container_id', {}, 'WT-7K2M9QX'],
  ['container_version', {}, 1],
  ['debug_mode', {}, false],
  ['environment_name', {}, 'Staging'],
  ['event_name', {}, 'gtm.dom'],
  ['event_settings', { rows: rows({ a: 1, b: 2 }) }, { a: 1, b: 2 }],
  ['config_settings', { rows: rows({ send_page_view: false }) }, { send_page_view: false }],
  ['custom_javascript', { javascript: { f: 0 } }, 'MIXED CASE'],
  ['analytics', { what: 'clientId' }, '123.456'],
  ['analytics', { what: 'sessionId' }, '1700000000'],
  ['analytics', { what: 'sessionNumber' }, '5'],
];

test('User-Provided Data finds what a customer has typed, and nothing that the shop says of itself', async ({
  page,
  shop,
}) => {
  const draft = new Draft();
  const found = draft.variable('user_provided_data', { mode: 'auto' });
  draft.tag('custom_html', { script: ['log.push(', [found, 1], ')'] }, [
    draft.trigger('custom_event', { event: 'go' }),
  ]);
  const body = `<meta name=mailto content="a@b.c"><form><input name=newsletter_email><input type=tel value="none">
    <input name=customer[eMail]><input autocomplete="shipping tel-national"></form><p>help@shop.example, 01711 111111`;
  await page.goto(shop.page('/', { config: { tags: draft.tags }, before: script('log=[]'), body }));
  await shop.event('page_view');
  const go = (): Promise<unknown[]> =>
    page.evaluate(() => {
      const { dataLayer, log } = window as unknown as { dataLayer: unknown[]; log: unknown[] };
      dataLayer.push({ event: 'go' });
      return log;
    });
  await go();
  await page.fill('[autocomplete]', '০১৭১১-১২৩৪৫৬');
  await page.fill('[name^=customer]', 'rahim@mail.example');
  expect(await go()).toEqual([{}, { email: 'rahim@mail.example', phone_number: '০১৭১১-১২৩৪৫৬' }]);
});

test('every variable type gives what its examples say', async ({ page, shop }) => {
  const draft = new Draft();
  const ready = draft.trigger('dom_ready');
  const text = draft.variable('javascript', { name: 'shop.text' });
  const found: Record<string, Value> = {};
  EXAMPLES.forEach(([type, params, , format], n) => {
    found[`v${n}`] = draft.variable(type, params, format);
  });
  const half = EXAMPLES.length >> 1;
  const entries = Object.entries(found);
  draft.event('first', [ready], Object.fromEntries(entries.slice(0, half)));
  draft.event('second', [ready], Object.fromEntries(entries.slice(half)));
  const user = draft.variable('user_provided_data', { email: 'a@b.c', firstName: 'Ada', country: 'BD' });
  draft.tag('custom_html', { html: ['<script>user=', [user, 1], ';text=', [text, 1], '</script>'] }, [ready]);
  const config = { tags: draft.tags, environment: 'Staging' };
  const code = [`v=>(function(){return v(${text.$}).toUpperCase()})`];
  const to = shop.page('/shop/page.html', { config, code, before: BEFORE, body: BODY });
  await page.goto(shop.page('/from', { body: `<a href="/shop/page.html?utm=x&utm=y#part">go</a>` }));
  await page.click('a');
  await page.waitForURL(`${to}**`);
  const first = await shop.event('first');
  const second = await shop.event('second');
  const given: Record<string, unknown> = { ...first.data, ...second.data };
  const actual = EXAMPLES.map(([type, params], n) => [type, params, given[`v${n}`]]);
  expect(actual).toEqual(EXAMPLES.map(([type, params, expected]) => [type, params, expected]));
  const [data, mixed] = await page.evaluate(() => {
    const { user, text } = window as unknown as { user: { email: string; address: object }; text: string };
    return [user, text] as const;
  });
  expect(data).toEqual({ email: 'a@b.c', address: { first_name: 'Ada', country: 'BD' } });
  expect(mixed).toBe('Mixed Case');
});

test('variables are evaluated lazily and once per event', async ({ page, shop }) => {
  const draft = new Draft();
  const counted = draft.variable('custom_javascript', { javascript: { f: 0 } });
  const unused = draft.variable('custom_javascript', { javascript: { f: 1 } });
  const go = draft.trigger('custom_event', { event: 'go' }, [[counted, 'greater', 0]]);
  draft.event('seen', [go], { a: counted, b: counted });
  draft.event('never', [draft.trigger('custom_event', { event: 'other' })], { unused });
  const code = ['v=>(function(){return window.count=(window.count||0)+1})', 'v=>(function(){window.bad=1})'];
  const after = script("dataLayer.push({event:'go'},{event:'go'},{event:'end'})");
  await page.goto(shop.page('/', { config: { tags: draft.tags }, code, after }));
  await shop.event('end');
  const data = shop.events.filter(({ name }) => name === 'seen').map(event => event.data);
  expect(data).toEqual([
    { a: 1, b: 1 },
    { a: 2, b: 2 },
  ]);
  expect(await page.evaluate(() => (window as unknown as { bad?: number }).bad)).toBeUndefined();
});

test('gtag events bring their parameters as eventModel', async ({ page, shop }) => {
  const draft = new Draft();
  const items = draft.variable('data_layer', { key: 'eventModel.items.0.id', version: 2 });
  draft.event('seen', [draft.trigger('custom_event', { event: 'view_item' })], { items });
  await page.goto(
    shop.page('/', { config: { tags: draft.tags }, after: script("gtag('event','view_item',{items:[{id:'A'}]})") }),
  );
  expect((await shop.event('seen')).data).toEqual({ items: 'A' });
});
