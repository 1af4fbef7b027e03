import { expect, test } from 'vitest';
import { readEvent } from './reading';

const gtag = (...args: unknown[]) =>
  (function (..._: unknown[]) {
    // biome-ignore lint/complexity/noArguments: what gtag pushes
    return arguments;
  })(...args);

const item = { item_id: 'SKU_1', item_name: 'শাড়ি', price: 1290, quantity: 2 };
const legacy = {
  id: 'SKU_1',
  name: 'শাড়ি',
  price: '1,290.00',
  quantity: '2',
  brand: 'Aarong',
  category: 'Sarees',
  variant: 'red',
};
const renamed = { ...item, item_brand: 'Aarong', item_category: 'Sarees', item_variant: 'red' };

test.each<[string, unknown, unknown]>([
  [
    'own keys',
    { event: 'search', term: 'শাড়ি', 'gtm.uniqueEventId': 3, eventTimeout: 9 },
    { name: 'search', data: { term: 'শাড়ি' } },
  ],
  [
    'GA4 ecommerce',
    { event: 'add_to_cart', ecommerce: { currency: 'BDT', value: '2580', items: [item] }, list: 'home' },
    { name: 'add_to_cart', data: { currency: 'BDT', value: 2580, items: [item], list: 'home' } },
  ],
  [
    'gtag',
    gtag('event', 'add_to_cart', { currency: 'BDT', value: 2580, items: [item], send_to: 'G-1', event_timeout: 9 }),
    { name: 'add_to_cart', data: { currency: 'BDT', value: 2580, items: [item] } },
  ],
  ['gtag without parameters', gtag('event', 'sign_up'), { name: 'sign_up', data: {} }],
  ['gtm.js', { event: 'gtm.js', 'gtm.start': 1 }, undefined],
  ['our own commands', { event: 'warmtag.consent.open' }, undefined],
  ['no event', { user: 1 }, undefined],
  ['event that is no name', { event: { name: 1 } }, undefined],
  ['gtag config', gtag('config', 'G-1'), undefined],
  ['cleared ecommerce', { event: 'x', ecommerce: null }, { name: 'x', data: {} }],
  [
    'e-mail and phone in clear',
    { event: 'login', user_data: { email: 'a@b.c' }, phone: '01711', method: 'otp' },
    { name: 'login', data: { method: 'otp' } },
  ],
  [
    'enhanced add',
    {
      event: 'addToCart',
      ecommerce: { currencyCode: 'BDT', add: { actionField: { list: 'Home' }, products: [legacy] } },
    },
    { name: 'add_to_cart', data: { currency: 'BDT', value: 2580, item_list_name: 'Home', items: [renamed] } },
  ],
  [
    'enhanced remove',
    { event: 'removeFromCart', ecommerce: { remove: { products: [{ ...legacy, quantity: 1 }] } } },
    { name: 'remove_from_cart', data: { value: 1290, items: [{ ...renamed, quantity: 1 }] } },
  ],
  [
    'enhanced detail',
    { event: 'productDetail', ecommerce: { detail: { products: [{ id: 1, name: 'A', price: '10.5' }] } } },
    { name: 'view_item', data: { value: 10.5, items: [{ item_id: 1, item_name: 'A', price: 10.5 }] } },
  ],
  [
    'enhanced checkout',
    {
      event: 'checkout',
      ecommerce: {
        checkout: { actionField: { step: 2, option: 'bKash' }, products: [{ id: 1, price: 0.1, quantity: 3 }] },
      },
    },
    {
      name: 'begin_checkout',
      data: { step: 2, option: 'bKash', value: 0.3, items: [{ item_id: 1, price: 0.1, quantity: 3 }] },
    },
  ],
  [
    'enhanced purchase',
    {
      event: 'transaction',
      ecommerce: {
        currencyCode: 'BDT',
        purchase: {
          actionField: { id: 'T1', revenue: '1,23,456.50', tax: '10', shipping: '60', coupon: 'EID' },
          products: [legacy],
        },
      },
    },
    {
      name: 'purchase',
      data: {
        transaction_id: 'T1',
        value: 123456.5,
        tax: 10,
        shipping: 60,
        coupon: 'EID',
        currency: 'BDT',
        items: [renamed],
      },
    },
  ],
  [
    'enhanced refund',
    { event: 'r', ecommerce: { refund: { actionField: { id: 'T1' } } } },
    { name: 'refund', data: { transaction_id: 'T1' } },
  ],
  [
    'enhanced impressions',
    { event: 'eec', ecommerce: { impressions: [{ id: 1, name: 'A', list: 'Search', position: 1 }] } },
    { name: 'view_item_list', data: { items: [{ item_id: 1, item_name: 'A', item_list_name: 'Search', index: 1 }] } },
  ],
  [
    'enhanced promotion',
    {
      event: 'p',
      ecommerce: { promoClick: { promotions: [{ id: 'P', name: 'Eid', creative: 'b1', position: 'top' }] } },
    },
    {
      name: 'select_promotion',
      data: { items: [{ promotion_id: 'P', promotion_name: 'Eid', creative: 'b1', index: 'top' }] },
    },
  ],
  [
    'enhanced shape under a GA4 name',
    { event: 'add_shipping_info', ecommerce: { checkout: { actionField: { step: 3 } } } },
    { name: 'add_shipping_info', data: { step: 3 } },
  ],
])('reads %s', (_, message, expected) => {
  expect(readEvent(message)).toEqual(expected);
});

test('tells what the visitor is called to whoever may know it', () => {
  const user_data = { email: 'a@b.c', address: { city: 'Dhaka' } };
  const login = { event: 'login', user_data, phone: '01711' };
  expect(readEvent(login, true)?.data).toEqual({ user_data });
  expect(readEvent(login, false)?.data).toEqual({});
});

test.each([
  ['1290', 1290],
  ['1,290.50', 1290.5],
  ['1,23,456', 123456],
  ['12,50', '12,50'],
  ['free', 'free'],
  ['', ''],
])('reads the price %j as %j', (price, expected) => {
  expect(readEvent({ event: 'x', price })?.data.price).toBe(expected);
});

test('leaves out what JSON cannot carry', () => {
  const cycle: Record<string, unknown> = { ok: 1 };
  cycle.self = cycle;
  const data = { event: 'x', run: () => 1, map: new Map(), cycle, when: new Date(0), infinite: Infinity };
  expect(readEvent(data)?.data).toEqual({
    cycle: { ok: 1 },
    when: '1970-01-01T00:00:00.000Z',
    infinite: null,
  });
});

test('survives a getter that throws', () => {
  const message = {
    event: 'x',
    a: 1,
    b: {
      get c() {
        throw new Error('no');
      },
    },
  };
  expect(readEvent(message)?.name).toBe('x');
});

test('keeps data within 8 KiB: short values first, then as much of a list as fits', () => {
  const items = Array.from({ length: 200 }, (_, i) => ({ ...item, item_id: `SKU_${i}` }));
  const data = readEvent({
    event: 'purchase',
    ecommerce: { items, transaction_id: 'T1', value: 5 },
    text: 'ক'.repeat(9000),
  })?.data;
  expect(new TextEncoder().encode(JSON.stringify(data)).length).toBeLessThan(8300);
  expect(data).toMatchObject({ transaction_id: 'T1', value: 5 });
  expect((data?.items as unknown[] | undefined)?.length).toBeGreaterThan(20);
});
