import type { Data, Reading } from './api';

/** What Enhanced Ecommerce (Universal Analytics) called GA4's events; the first that a message holds is the one meant. */
const EVENTS: Record<string, string> = {
  purchase: 'purchase',
  refund: 'refund',
  checkout: 'begin_checkout',
  add: 'add_to_cart',
  remove: 'remove_from_cart',
  click: 'select_item',
  promoClick: 'select_promotion',
  detail: 'view_item',
  impressions: 'view_item_list',
  promoView: 'view_promotion',
};

/** What old objects call GA4's parameters; `id`, `name` and the like take the kind of the object as prefix. */
const NAMES: Record<string, string> = {
  revenue: 'value',
  list: 'item_list_name',
  position: 'index',
};

const rename = (from: Data, kind: string): Data => {
  const to: Data = {};
  for (const key in from)
    to[/^(id|name|brand|category|variant)$/.test(key) ? kind + key : NAMES[key] || key] = from[key];
  return to;
};

/** Flattens a cleaned `ecommerce` into an event's parameters, as GA4's event whichever shape the page pushes. */
export const flatten = (name: string, ecommerce: Data): Reading => {
  const action = !ecommerce.items && Object.keys(EVENTS).find(key => ecommerce[key]);
  if (!action) return { name, data: ecommerce };
  const old = ecommerce[action] as Data;
  const products = old.products as { price?: number; quantity?: number }[] | undefined;
  const list = old.promotions || products || old;
  const data = rename(old.actionField as Data, 'transaction_');
  data.currency = ecommerce.currencyCode;
  if (Array.isArray(list)) data.items = list.map(item => rename(item, old.promotions ? 'promotion_' : 'item_'));
  // Lists and promotions have no value: nothing was chosen yet.
  const sum = products?.reduce((total, { price = 0, quantity = 1 }) => total + price * quantity, 0);
  data.value ??= sum && +sum.toFixed(2);
  // GA4's own names stay whatever shape comes with them.
  return {
    name: /^(purchase|refund)$|_(item|cart|wishlist|checkout|promotion|info)/.test(name) ? name : EVENTS[action],
    data,
  };
};
